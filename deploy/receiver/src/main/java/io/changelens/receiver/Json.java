package io.changelens.receiver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.changelens.mapping.row.JsonLines;
import io.changelens.mapping.row.JsonMessage;
import io.changelens.mapping.row.RowRejected;
import java.util.Optional;

/** Reads documents as the other ways in read them. */
final class Json {
    static final JsonMapper MAPPER = JsonLines.JSON;

    private Json() {}

    /** Returns a document; empty when the bytes are not one in UTF-8. */
    static Optional<JsonNode> read(byte[] bytes) {
        try {
            return Optional.of(JsonMessage.read(bytes));
        } catch (RowRejected e) {
            return Optional.empty();
        }
    }

    /** Returns the bytes of a document. */
    static byte[] write(JsonNode document) {
        try {
            return MAPPER.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document that was read cannot be written", e);
        }
    }
}
