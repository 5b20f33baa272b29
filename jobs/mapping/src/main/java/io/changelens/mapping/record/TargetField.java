package io.changelens.mapping.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * A field of an event, or by dots a part of one: {@code serviceRequest.id}, {@code commits.0.committedAt}.
 *
 * @param required true when an event cannot be without it
 */
public record TargetField(String path, List<String> steps, Schema schema, boolean required) {
    /**
     * Finds the field in a contract.
     *
     * @return empty when there is no such field
     */
    public static Optional<TargetField> find(Schema record, String path) {
        List<String> steps = List.of(path.split("\\.", -1));
        Schema schema = record;
        boolean required = false;
        for (String step : steps) {
            if (schema.getType() == Schema.Type.ARRAY && ColumnPath.isIndex(step)) {
                schema = AvroValues.nonNull(schema.getElementType());
                continue;
            }
            Schema.Field field = schema.getType() == Schema.Type.RECORD ? schema.getField(step) : null;
            if (field == null) {
                return Optional.empty();
            }
            required = steps.size() == 1 && !field.hasDefaultValue();
            schema = AvroValues.nonNull(field.schema());
        }
        return Optional.of(new TargetField(path, steps, schema, required));
    }

    /** Puts the value into an event, and makes what lies on the way to it. */
    public void set(ObjectNode event, JsonNode value) {
        if (steps.size() == 1) {
            event.set(path, value);
            return;
        }
        JsonNode parent = event;
        for (int i = 0; i < steps.size() - 1; i++) {
            parent = child(parent, steps.get(i), ColumnPath.isIndex(steps.get(i + 1)));
        }
        String last = steps.get(steps.size() - 1);
        if (parent instanceof ObjectNode object) {
            object.set(last, value);
        } else {
            ArrayNode array = padded(parent, Integer.parseInt(last));
            array.set(Integer.parseInt(last), value);
        }
    }

    private static JsonNode child(JsonNode parent, String step, boolean array) {
        if (parent instanceof ObjectNode object) {
            return array ? object.withArrayProperty(step) : object.withObjectProperty(step);
        }
        return padded(parent, Integer.parseInt(step)).get(Integer.parseInt(step));
    }

    /** Elements that no column fills stay empty objects, which the contract then rejects by their place. */
    private static ArrayNode padded(JsonNode parent, int index) {
        ArrayNode array = (ArrayNode) parent;
        while (array.size() <= index) {
            array.addObject();
        }
        return array;
    }
}
