package io.changelens.importer;

import io.changelens.importer.ExternalSort.Sequenced;
import io.changelens.schemas.EncodedRecord;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.List;

/**
 * A range of a file that holds at least one event, sorted.
 *
 * @param begin offset of the first byte
 * @param end offset after the last byte
 */
public record SortedRun(long begin, long end) {

    /** Appends sorted events to a file. */
    public static SortedRun write(FileChannel file, List<Sequenced> sorted) throws IOException {
        long begin = file.size();
        file.position(begin);
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(file), 1 << 18));
        for (Sequenced s : sorted) {
            out.writeLong(s.event().time());
            out.writeLong(s.sequence());
            out.writeLong(s.origin());
            out.writeInt(s.event().key().length);
            out.write(s.event().key());
            out.writeInt(s.event().value().length);
            out.write(s.event().value());
        }
        out.flush();
        return new SortedRun(begin, file.position());
    }

    /**
     * Starts reading the run.
     *
     * @param buffer size of the read buffer, bytes
     * @param file the file
     */
    public Cursor read(FileChannel file, int buffer) throws IOException {
        return new Cursor(new DataInputStream(new BufferedInputStream(new Stretch(file, begin, end), buffer)));
    }

    /** Iterates over a run. */
    public static final class Cursor {
        private final DataInputStream in;
        private Sequenced head;

        private Cursor(DataInputStream in) throws IOException {
            this.in = in;
            this.head = next(in.readLong());
        }

        /** The current event. */
        Sequenced head() {
            return head;
        }

        /** Advances to the next event; false if there is none. */
        boolean advance() throws IOException {
            int first = in.read();
            if (first < 0) {
                return false;
            }
            long time = first;
            for (int i = 1; i < Long.BYTES; i++) {
                time = time << 8 | in.readUnsignedByte();
            }
            head = next(time);
            return true;
        }

        private Sequenced next(long time) throws IOException {
            long sequence = in.readLong();
            long origin = in.readLong();
            byte[] key = in.readNBytes(in.readInt());
            byte[] value = in.readNBytes(in.readInt());
            return new Sequenced(new EncodedRecord(time, key, value), sequence, origin);
        }
    }

    /** Reads by absolute position, so that many runs can share one file. */
    private static final class Stretch extends InputStream {
        private final FileChannel file;
        private final long end;
        private long position;

        Stretch(FileChannel file, long begin, long end) {
            this.file = file;
            this.position = begin;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int wanted = (int) Math.min(length, end - position);
            if (wanted <= 0) {
                return -1;
            }
            int n = file.read(ByteBuffer.wrap(bytes, offset, wanted), position);
            if (n < 0) {
                throw new IOException("the temporary file is shorter than it was");
            }
            position += n;
            return n;
        }
    }
}
