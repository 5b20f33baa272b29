package io.changelens.mapping.row;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A text of another encoding, as UTF-8. Bytes that are not of the encoding are an error. */
final class Recoded extends InputStream {
    private static final int CHARACTERS = 1 << 13;

    private final Reader text;
    private final char[] characters = new char[CHARACTERS];
    private byte[] bytes = new byte[0];
    private int next;
    private char pending;

    /**
     * Creates a stream.
     *
     * @param in the bytes
     * @param charset their encoding
     */
    Recoded(InputStream in, Charset charset) {
        this.text = new BufferedReader(new InputStreamReader(in, charset.newDecoder()));
    }

    @Override
    public int read() throws IOException {
        return fill() ? bytes[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int n = Math.min(length, bytes.length - next);
        System.arraycopy(bytes, next, buffer, offset, n);
        next += n;
        return n;
    }

    private boolean fill() throws IOException {
        if (next < bytes.length) {
            return true;
        }
        int kept = pending == 0 ? 0 : 1;
        characters[0] = pending;
        pending = 0;
        int n = text.read(characters, kept, CHARACTERS - kept);
        int length = kept + Math.max(0, n);
        // Both halves of a character beyond the basic plane have to be encoded together.
        if (n > 0 && Character.isHighSurrogate(characters[length - 1])) {
            pending = characters[--length];
        }
        bytes = new String(characters, 0, length).getBytes(StandardCharsets.UTF_8);
        next = 0;
        return bytes.length > 0 || (pending != 0 && fill());
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
