package io.changelens.mapping.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.changelens.mapping.record.ListRule;
import io.changelens.mapping.record.Pseudonyms;
import io.changelens.mapping.record.TargetField;
import io.changelens.mapping.record.TimeFormat;
import io.changelens.mapping.row.Row;
import io.changelens.mapping.row.RowRejected;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Computes the value of one field of an event in five steps: read, split into a list, translate, make a pseudonym, parse
 * as a time. The fallback replaces a missing value, and a value that the table of translations does not contain.
 *
 * @param target the field
 * @param source where the value is read from
 * @param list makes a list of the value; empty for single values
 * @param values translations by the text of the value; empty when values are not translated
 * @param pseudonyms replaces the value by a pseudonym; empty when it is kept
 * @param decimal the mark before decimals in texts; empty for a point
 * @param time format of a time; empty when the native forms suffice
 * @param fallback the replacement, or a missing node when there is none
 */
public record FieldRule(
        TargetField target,
        ValueSource source,
        Optional<ListRule> list,
        Map<String, JsonNode> values,
        Optional<Pseudonyms> pseudonyms,
        Optional<Character> decimal,
        Optional<TimeFormat> time,
        JsonNode fallback) {
    private static final Set<Schema.Type> NUMBERS = Set.of(Schema.Type.DOUBLE, Schema.Type.INT, Schema.Type.LONG);

    /**
     * Returns the value for a row; a missing node when the row has none and the field does not require one.
     *
     * @throws RowRejected naming the field, when the value is required and missing, or cannot be converted
     */
    public JsonNode value(Row row) throws RowRejected {
        try {
            JsonNode read = source.read(row);
            JsonNode value = read.isMissingNode() ? fallback : timed(hidden(translated(pointed(listed(read)))));
            if (value.isMissingNode() && target.required()) {
                throw new RowRejected("missing", source.describe());
            }
            return value;
        } catch (RowRejected e) {
            throw new RowRejected(target.path() + ": " + e.reason(), e.detail());
        }
    }

    /**
     * Returns why an optional event of a row has no value for the field: the row has none, or one that is not in the
     * table of values; empty when it has one.
     *
     * @throws RowRejected when the value cannot be read
     */
    public Optional<String> absence(Row row) throws RowRejected {
        if (!fallback.isMissingNode()) {
            return Optional.empty();
        }
        JsonNode read = source.read(row);
        if (read.isMissingNode()) {
            return Optional.of("no " + target.path());
        }
        boolean translated = values.isEmpty() || !read.isValueNode() || values.containsKey(read.asText());
        return translated
                ? Optional.empty()
                : Optional.of(target.path() + " \"" + read.asText() + "\" is not in the table of values");
    }

    /** Returns whether the value may be a list. */
    public boolean takesLists() {
        return target.schema().getType() == Schema.Type.ARRAY;
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

    /** Writes a number with a decimal point, and without the marks between thousands. */
    private JsonNode pointed(JsonNode value) {
        if (decimal.isEmpty()
                || !value.isTextual()
                || !NUMBERS.contains(target.schema().getType())) {
            return value;
        }
        String thousands = decimal.get() == ',' ? "[.\\s'\u00a0\u202f]" : "[,\\s'\u00a0\u202f]";
        return TextNode.valueOf(value.textValue().replaceAll(thousands, "").replace(decimal.get(), '.'));
    }

    private JsonNode hidden(JsonNode value) throws RowRejected {
        return pseudonyms.isPresent() ? pseudonyms.get().of(value) : value;
    }

    /** Parses a time. Constants and translations are in the native form already. */
    private JsonNode timed(JsonNode value) throws RowRejected {
        return time.isPresent() && values.isEmpty() && !(source instanceof ValueSource.Constant)
                ? LongNode.valueOf(time.get().millis(value.asText()))
                : value;
    }

    /** Returns the fallback of a rule that has none: a missing node. */
    public static JsonNode nothing() {
        return MissingNode.getInstance();
    }
}
