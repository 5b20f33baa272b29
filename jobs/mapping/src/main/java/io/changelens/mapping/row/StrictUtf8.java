package io.changelens.mapping.row;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Decodes UTF-8 and rejects malformed bytes. {@code new String(bytes, UTF_8)} would replace them silently. */
public final class StrictUtf8 {
    /** What to do about text that is not UTF-8. */
    static final String HINT = "say its `encoding:` in a mapping, such as windows-1252 or GBK";

    private StrictUtf8() {}

    /**
     * Decodes the first bytes of an array.
     *
     * @param bytes the array
     * @param length number of bytes to decode
     * @throws RowRejected when they are not UTF-8
     */
    public static String decode(byte[] bytes, int length) throws RowRejected {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RowRejected("not UTF-8; " + HINT, "");
        }
    }

    /**
     * Decodes a text that was read as ISO 8859-1, that is, one character per byte.
     *
     * @param bytes the text, each character a byte from 0 to 255
     * @throws RowRejected when the bytes are not UTF-8
     */
    public static String decodeBytesAsChars(String bytes) throws RowRejected {
        for (int i = 0; i < bytes.length(); i++) {
            if (bytes.charAt(i) >= 0x80) {
                return decode(bytes.getBytes(StandardCharsets.ISO_8859_1), bytes.length());
            }
        }
        return bytes;
    }
}
