package io.changelens.mapping.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * A field of an event, or a path with dots into one: {@code serviceRequest.id}, {@code commits.0.committedAt}.
 *
 * @param path the path as written
 * @param steps its parts between the dots
 * @param schema schema of the value, without null
 * @param required whether every event needs a value
 */
public record TargetField(String path, List<String> steps, Schema schema, boolean required) {
    /**
     * Finds a field in the schema of a record.
     *
     * @param record schema of the record
     * @param path the path with dots
     * @return empty when the schema has no such field
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

    /** Sets the value in an event and creates the objects and arrays on the way. */
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

    /**
     * Grows an array up to an index. Elements that no column fills stay empty objects, which the conversion to Avro
     * rejects.
     */
    private static ArrayNode padded(JsonNode parent, int index) {
        ArrayNode array = (ArrayNode) parent;
        while (array.size() <= index) {
            array.addObject();
        }
        return array;
    }
}
