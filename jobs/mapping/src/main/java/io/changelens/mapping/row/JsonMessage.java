package io.changelens.mapping.row;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/** Reads the one JSON document of a message, by the same rules as documents of files. */
public final class JsonMessage {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private JsonMessage() {}

    /**
     * Reads a message.
     *
     * @param value the bytes of the message, in UTF-8
     * @throws RowRejected when they are not one JSON document
     */
    public static JsonNode read(byte[] value) throws RowRejected {
        String text = StrictUtf8.decode(value, value.length);
        String json = (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text).strip();
        if (json.isEmpty()) {
            throw new RowRejected("empty", "");
        }
        try {
            return JsonLines.JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new RowRejected("not JSON", e.getOriginalMessage());
        }
    }
}
