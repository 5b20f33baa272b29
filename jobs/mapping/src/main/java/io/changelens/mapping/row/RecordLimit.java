package io.changelens.mapping.row;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Fails on a record longer than 16 Mi characters. A quote that is never closed would otherwise read the rest of the
 * file into memory.
 */
public final class RecordLimit extends FilterReader {
    /** Longest record, in characters. */
    public static final int LONGEST = 16 << 20;

    private long line;
    private long read;

    /**
     * Creates a limit around a reader.
     *
     * @param in the reader of the file
     */
    public RecordLimit(Reader in) {
        super(in);
    }

    /**
     * Starts the count of a new record.
     *
     * @param line the line, from 1, at which the record starts, for the message
     */
    public void recordBegins(long line) {
        this.line = line;
        this.read = 0;
    }

    @Override
    public int read() throws IOException {
        int c = super.read();
        count(c < 0 ? 0 : 1);
        return c;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        count(Math.max(0, n));
        return n;
    }

    private void count(int n) throws IOException {
        read += n;
        if (read > LONGEST) {
            throw new IOException(
                    "the record that begins at line " + line + " is longer than 16 MB (is a quote left open?)");
        }
    }
}
