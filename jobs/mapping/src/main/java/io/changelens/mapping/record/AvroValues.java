package io.changelens.mapping.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.changelens.mapping.row.RowRejected;
import io.changelens.schemas.ServiceAlias;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Converts JSON to generated Avro records. Only the schema drives the conversion, so a new field needs no code here.
 * Text is converted to the type of the field, because all cells of CSV are text; an alias of a service may be text too
 * ({@link AliasNotation}).
 */
public final class AvroValues {
    private AvroValues() {}

    /**
     * Converts an object to a record; absent fields get their default value.
     *
     * @param schema schema of the record
     * @param json the fields by their names in the schema
     * @throws RowRejected naming the place, such as {@code commits[0].id}
     */
    public static SpecificRecordBase toRecord(Schema schema, ObjectNode json) throws RowRejected {
        return toRecord(schema, json, "");
    }

    private static SpecificRecordBase toRecord(Schema schema, ObjectNode json, String place) throws RowRejected {
        SpecificData model = SpecificData.getForSchema(schema);
        SpecificRecordBase made = (SpecificRecordBase) model.newRecord(null, schema);
        int known = 0;
        for (Schema.Field field : schema.getFields()) {
            JsonNode value = json.get(field.name());
            known += value == null ? 0 : 1;
            if (value != null && !ColumnPath.isEmpty(value)) {
                made.put(field.pos(), convert(field.schema(), value, place(place, field.name())));
            } else if (field.hasDefaultValue()) {
                made.put(field.pos(), model.getDefaultValue(field));
            } else {
                throw new RowRejected(place(place, field.name()) + ": missing", "");
            }
        }
        if (known < json.size()) {
            throw unknownField(schema, json, place);
        }
        return made;
    }

    private static RowRejected unknownField(Schema schema, ObjectNode json, String place) {
        Iterator<String> names = json.fieldNames();
        String name = names.next();
        while (schema.getField(name) != null) {
            name = names.next();
        }
        String where = place.isEmpty() ? "" : place + ": ";
        return new RowRejected(
                where + "unknown field",
                name + "; known: "
                        + schema.getFields().stream().map(Schema.Field::name).collect(Collectors.joining(", ")));
    }

    /**
     * Converts the value of one field.
     *
     * @param declared schema of the field
     * @param json the value
     * @param place name of the field in messages
     * @throws RowRejected when the value is missing or does not fit the schema
     */
    public static Object convert(Schema declared, JsonNode json, String place) throws RowRejected {
        Schema schema = nonNull(declared);
        if (json.isNull() || json.isMissingNode()) {
            throw new RowRejected(place + ": missing", "");
        }
        try {
            return switch (schema.getType()) {
                case STRING -> AvroScalars.text(json, place);
                case ENUM -> AvroScalars.constant(schema, AvroScalars.text(json, place), place);
                case BOOLEAN -> AvroScalars.bool(json, place);
                case INT -> AvroScalars.exact(json).intValueExact();
                case LONG ->
                    isTime(schema)
                            ? AvroScalars.time(json, place)
                            : (Object) AvroScalars.exact(json).longValueExact();
                case DOUBLE -> AvroScalars.finite(AvroScalars.exact(json).doubleValue());
                case ARRAY -> list(schema, json, place);
                case RECORD -> nested(schema, json, place);
                default -> throw new IllegalStateException("no conversion to " + schema.getType());
            };
        } catch (ArithmeticException | NumberFormatException e) {
            String kind = schema.getType() == Schema.Type.DOUBLE ? "number" : "whole number in range";
            throw new RowRejected(place + ": not a " + kind, json.asText(json.toString()));
        }
    }

    /** Returns the schema itself, or for a union with null its other branch. */
    public static Schema nonNull(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        return schema.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow();
    }

    /** Returns whether a schema is a time, in milliseconds. */
    public static boolean isTime(Schema schema) {
        return schema.getLogicalType() != null
                && schema.getLogicalType().getName().equals("timestamp-millis");
    }

    private static String place(String parent, String field) {
        return parent.isEmpty() ? field : parent + "." + field;
    }

    private static List<Object> list(Schema schema, JsonNode json, String place) throws RowRejected {
        List<Object> made = new ArrayList<>();
        if (json.isArray()) {
            for (JsonNode element : json) {
                made.add(convert(schema.getElementType(), element, place + "[" + made.size() + "]"));
            }
        } else if (json.isTextual()) {
            for (String element : ListRule.split(json.textValue(), ";")) {
                made.add(convert(schema.getElementType(), TextNode.valueOf(element), place));
            }
        } else {
            throw new RowRejected(place + ": not a list", json.toString());
        }
        return made;
    }

    private static SpecificRecordBase nested(Schema schema, JsonNode json, String place) throws RowRejected {
        if (json instanceof ObjectNode object) {
            return toRecord(schema, object, place);
        }
        if (schema.equals(ServiceAlias.SCHEMA$) && json.isTextual()) {
            return AliasNotation.parse(json.textValue(), place);
        }
        throw new RowRejected(place + ": not an object", json.toString());
    }
}
