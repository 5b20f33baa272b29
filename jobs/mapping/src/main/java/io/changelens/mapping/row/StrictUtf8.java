package io.changelens.mapping.row;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Decodes UTF-8 and refuses what is not UTF-8, where the JDK's short cut would put a replacement character. */
public final class StrictUtf8 {
    private StrictUtf8() {}

    public static String decode(byte[] bytes, int length) throws RowRejected {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RowRejected("not UTF-8", "");
        }
    }

    /** Decodes a text whose characters are the bytes of a file. */
    public static String decodeBytesAsChars(String bytes) throws RowRejected {
        for (int i = 0; i < bytes.length(); i++) {
            if (bytes.charAt(i) >= 0x80) {
                return decode(bytes.getBytes(StandardCharsets.ISO_8859_1), bytes.length());
            }
        }
        return bytes;
    }
}
