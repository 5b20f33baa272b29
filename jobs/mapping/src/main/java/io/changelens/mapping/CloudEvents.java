package io.changelens.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.mapping.row.JsonLines;
import io.changelens.mapping.row.Row;
import io.changelens.mapping.row.RowRejected;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes documents out of CloudEvents envelopes, so that a preset reads the document alone. The attributes of an envelope
 * become headers, {@code ce-type}, {@code ce-source} and so on, as they are when the envelope is binary.
 */
final class CloudEvents {
    private static final String PREFIX = "ce-";

    private CloudEvents() {}

    /**
     * Returns the row of the document in a structured envelope; of any other document the row itself, with headers of
     * Kafka ({@code ce_type}) named as those of HTTP.
     *
     * @throws RowRejected when the envelope has no JSON object
     */
    static Row opened(Row row) throws RowRejected {
        ObjectNode envelope = row.cells();
        boolean structured = envelope.path("specversion").isTextual()
                && envelope.path("type").isTextual()
                && envelope.path("source").isTextual()
                && envelope.path("id").isTextual()
                && (envelope.has("data") || envelope.has("data_base64"));
        if (!structured) {
            return named(row);
        }
        Map<String, String> headers = new TreeMap<>(row.headers());
        envelope.properties().forEach(attribute -> {
            if (attribute.getValue().isValueNode() && !attribute.getKey().startsWith("data")) {
                headers.put(PREFIX + attribute.getKey(), attribute.getValue().asText());
            }
        });
        if (data(envelope) instanceof ObjectNode document) {
            return new Row(
                    row.file(),
                    row.number(),
                    document,
                    Map.copyOf(headers),
                    document,
                    JsonNodeFactory.instance.objectNode());
        }
        throw new RowRejected(
                "a CloudEvent without a JSON object", envelope.path("type").asText());
    }

    private static JsonNode data(ObjectNode envelope) throws RowRejected {
        if (!envelope.has("data_base64")) {
            return envelope.get("data");
        }
        try {
            return JsonLines.JSON.readTree(envelope.get("data_base64").binaryValue());
        } catch (JsonProcessingException e) {
            throw new RowRejected("a CloudEvent whose data are no JSON", e.getOriginalMessage());
        } catch (IOException e) {
            throw new RowRejected("a CloudEvent whose data are no Base64", "");
        }
    }

    private static Row named(Row row) {
        if (row.headers().keySet().stream().noneMatch(name -> name.startsWith("ce_"))) {
            return row;
        }
        Map<String, String> headers = new TreeMap<>();
        row.headers()
                .forEach((name, value) ->
                        headers.put(name.startsWith("ce_") ? PREFIX + name.substring(PREFIX.length()) : name, value));
        return new Row(row.file(), row.number(), row.cells(), Map.copyOf(headers), row.document(), row.values());
    }
}
