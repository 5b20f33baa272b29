package io.changelens.importer;

import io.changelens.local.UserError;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/**
 * Remembers where in the topic each event was stored, and from which line of which file it came. Kept in a temporary
 * file of 20 bytes for each event, which is deleted on opening.
 */
public final class SentEvents implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final FileChannel file;
    private final DataOutputStream out;
    private final Map<Integer, Range> ranges = new TreeMap<>();
    private long size;
    private IOException failure;

    /**
     * Offsets of a partition.
     *
     * @param first first offset
     * @param last last offset, included
     */
    public record Range(long first, long last) {
        private Range with(long offset) {
            return new Range(Math.min(first, offset), Math.max(last, offset));
        }
    }

    /** Receives the positions of the events, in the order of the offsets of each partition. */
    public interface Receiver {
        /**
         * Receives an event.
         *
         * @param partition its partition
         * @param offset its offset
         * @param origin where it was read, see {@link Origins}
         */
        void accept(int partition, long offset, long origin);
    }

    /**
     * Begins to remember.
     *
     * @throws IOException if no temporary file can be made
     */
    public SentEvents() throws IOException {
        Path path = Files.createTempFile("changelens-import", ".sent");
        file = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(file), BUFFER));
    }

    /** Remembers an event that the broker has acknowledged. */
    synchronized void add(int partition, long offset, long origin) {
        ranges.merge(partition, new Range(offset, offset), (before, now) -> before.with(offset));
        try {
            out.writeInt(partition);
            out.writeLong(offset);
            out.writeLong(origin);
            size++;
        } catch (IOException e) {
            failure = e;
        }
    }

    /** The offsets of the events, by partition; other producers' events may lie between. */
    public synchronized Map<Integer, Range> ranges() {
        return new TreeMap<>(ranges);
    }

    /**
     * Passes all events to a receiver.
     *
     * @throws UserError if the temporary file could not be written or read
     */
    public synchronized void forEach(Receiver receiver) {
        try {
            if (failure != null) {
                throw failure;
            }
            out.flush();
            long end = file.position();
            file.position(0);
            DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(file), BUFFER));
            for (long i = 0; i < size; i++) {
                receiver.accept(in.readInt(), in.readLong(), in.readLong());
            }
            file.position(end);
        } catch (IOException e) {
            throw new UserError("temporary files: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
