package io.changelens.mapping.row;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Stops a record that never ends, such as one with an unclosed quote, before it fills the memory. */
public final class RecordLimit extends FilterReader {
    /** Longest record, in characters. */
    public static final int LONGEST = 16 << 20;

    private long line;
    private long read;

    public RecordLimit(Reader in) {
        super(in);
    }

    /** Tells that what is read from here on belongs to the record at a line. */
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
