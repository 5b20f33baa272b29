package io.changelens.mapping.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.changelens.mapping.record.ListRule;
import io.changelens.mapping.record.TargetField;
import io.changelens.mapping.record.TimeFormat;
import io.changelens.mapping.row.Row;
import io.changelens.mapping.row.RowRejected;
import java.util.Map;
import java.util.Optional;

/**
 * How one field of an event gets its value: read it, part it, translate it, parse it as a time; the fallback stands in
 * where there is nothing, or nothing in the table.
 */
public record FieldRule(
        TargetField target,
        ValueSource source,
        Optional<ListRule> list,
        Map<String, JsonNode> values,
        Optional<TimeFormat> time,
        JsonNode fallback) {

    /**
     * The value in a row; missing when the row has none and the field does not need one.
     *
     * @throws RowRejected naming the field
     */
    public JsonNode value(Row row) throws RowRejected {
        try {
            JsonNode read = source.read(row);
            JsonNode value = read.isMissingNode() ? fallback : timed(translated(listed(read)));
            if (value.isMissingNode() && target.required()) {
                throw new RowRejected("missing", source.describe());
            }
            return value;
        } catch (RowRejected e) {
            throw new RowRejected(target.path() + ": " + e.reason(), e.detail());
        }
    }

    /** True when the row has no value for the field, whether it needs one or not. */
    public boolean isEmpty(Row row) throws RowRejected {
        return source.read(row).isMissingNode() && fallback.isMissingNode();
    }

    private JsonNode listed(JsonNode value) {
        return list.isPresent() ? list.get().apply(value) : value;
    }

    private JsonNode translated(JsonNode value) throws RowRejected {
        if (values.isEmpty()) {
            return value;
        }
        if (!value.isArray()) {
            return translatedOne(value);
        }
        ArrayNode translated = JsonNodeFactory.instance.arrayNode();
        for (JsonNode element : value) {
            translated.add(translatedOne(element));
        }
        return translated;
    }

    private JsonNode translatedOne(JsonNode value) throws RowRejected {
        JsonNode found = values.getOrDefault(value.asText(), fallback);
        if (found.isMissingNode()) {
            throw new RowRejected("not in the table of values", value.asText(value.toString()));
        }
        return found;
    }

    /** Fixed values (constants, those of a table) are times in the contract's own form already. */
    private JsonNode timed(JsonNode value) throws RowRejected {
        return time.isPresent() && values.isEmpty() && !(source instanceof ValueSource.Constant)
                ? LongNode.valueOf(time.get().millis(value.asText()))
                : value;
    }

    /** A fallback that is none. */
    public static JsonNode nothing() {
        return MissingNode.getInstance();
    }
}
