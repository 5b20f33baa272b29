package io.changelens.mapping.row;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A text file to import. Compression is recognized by the first two bytes, not by the name.
 *
 * @param path path as the user wrote it
 * @param format format of the text
 * @param encoding encoding of the text; empty for UTF-8, or UTF-16 with a byte order mark
 */
public record InputFile(Path path, FileFormat format, Optional<Charset> encoding) {
    private static final int BUFFER = 1 << 16;
    private static final int SNIFFED = 4096;

    /**
     * Checks that a file exists and can be read, and finds its format.
     *
     * @param path path as the user wrote it
     * @param declared the format that the mapping states; otherwise the extension decides
     * @throws InputError when the file cannot be read, or its format is unknown
     */
    public static InputFile of(Path path, Optional<FileFormat> declared) {
        return of(path, declared, Optional.empty());
    }

    /**
     * Checks that a file exists and can be read, and finds its format.
     *
     * @param path path as the user wrote it
     * @param declared the format that the mapping states; otherwise the extension decides
     * @param encoding the encoding that the mapping states
     * @throws InputError when the file cannot be read, or its format is unknown
     */
    public static InputFile of(Path path, Optional<FileFormat> declared, Optional<Charset> encoding) {
        if (!Files.exists(path)) {
            throw new InputError(path + ": no such file");
        }
        if (Files.isDirectory(path)) {
            throw new InputError(path + ": is a directory");
        }
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new InputError(path + ": cannot be read");
        }
        FileFormat format = declared.or(
                        () -> FileFormat.ofName(path.getFileName().toString()))
                .orElseThrow(() -> new InputError(path + ": its name does not tell the format; rename it (.csv, .tsv,"
                        + " .jsonl, .yaml), or say `format:` in a mapping"));
        return new InputFile(path, format, encoding);
    }

    /** Returns the file name without folders and without {@code .gz}. */
    public String name() {
        return path.getFileName().toString().replaceFirst("\\.gz$", "");
    }

    /**
     * Returns the size on disk in bytes, compressed if the file is.
     *
     * @throws IOException when the file system does not report it
     */
    public long size() throws IOException {
        return Files.size(path);
    }

    /**
     * Opens the text as UTF-8, uncompressed and after the byte order mark.
     *
     * @param bytesRead is increased by the bytes read from disk, for the progress display
     * @throws InputError when the file is an archive or binary
     * @throws IOException when the file cannot be opened
     */
    public InputStream open(AtomicLong bytesRead) throws IOException {
        InputStream stream = new Counted(Files.newInputStream(path), bytesRead);
        try {
            return text(unzipped(stream));
        } catch (IOException | RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    private static InputStream unzipped(InputStream stream) throws IOException {
        PushbackInputStream sniffed = new PushbackInputStream(new BufferedInputStream(stream, BUFFER), 2);
        byte[] magic = sniffed.readNBytes(2);
        sniffed.unread(magic);
        boolean gzip = magic.length == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
        return gzip ? new GZIPInputStream(sniffed, BUFFER) : sniffed;
    }

    private InputStream text(InputStream stream) throws IOException {
        PushbackInputStream sniffed = new PushbackInputStream(new BufferedInputStream(stream, BUFFER), SNIFFED);
        byte[] head = sniffed.readNBytes(SNIFFED);
        if (startsWith(head, 0xff, 0xfe) || startsWith(head, 0xfe, 0xff)) {
            sniffed.unread(head);
            return new Recoded(sniffed, StandardCharsets.UTF_16);
        }
        if (startsWith(head, 'P', 'K', 3, 4)) {
            throw new InputError(path + ": is a ZIP archive or a workbook; unpack it, or save it as CSV");
        }
        boolean wide = encoding.map(Charset::name).orElse("").startsWith("UTF-16");
        for (byte b : head) {
            if (b == 0 && !wide) {
                throw new InputError(path + ": is a binary file, not " + format.word());
            }
        }
        boolean other = encoding.filter(charset -> !charset.equals(StandardCharsets.UTF_8))
                .isPresent();
        int mark = startsWith(head, 0xef, 0xbb, 0xbf) ? 3 : 0;
        sniffed.unread(head, mark, head.length - mark);
        return other && mark == 0 ? new Recoded(sniffed, encoding.get()) : sniffed;
    }

    private static boolean startsWith(byte[] head, int... prefix) {
        boolean equal = head.length >= prefix.length;
        for (int i = 0; equal && i < prefix.length; i++) {
            equal = (head[i] & 0xff) == prefix[i];
        }
        return equal;
    }

    /**
     * Words an I/O failure during the reading of this file.
     *
     * @param failure the failure
     * @param line the last line that was read; 0 when none was
     */
    public InputError unreadable(IOException failure, long line) {
        String place = line > 0 ? path + ", after line " + line : path.toString();
        if (failure instanceof EOFException || failure instanceof ZipException) {
            return new InputError(place + ": the gzip stream is broken or cut off; nothing was sent");
        }
        if (failure instanceof CharacterCodingException) {
            String name = encoding.map(Charset::name).orElse("UTF-8");
            return new InputError(place + ": is not " + name + "; " + StrictUtf8.HINT + "; nothing was sent");
        }
        return new InputError(place + ": " + failure.getMessage() + "; nothing was sent");
    }

    /** Counts the bytes that are read through it. */
    private static final class Counted extends FilterInputStream {
        private final AtomicLong count;

        Counted(InputStream in, AtomicLong count) {
            super(in);
            this.count = count;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count.addAndGet(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            count.addAndGet(Math.max(0, n));
            return n;
        }
    }
}
