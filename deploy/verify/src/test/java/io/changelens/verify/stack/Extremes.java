package io.changelens.verify.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * Copies of a record, each with one field at an extreme of its type: every field of the schema, those of records within
 * it included. Which of them make sense is for the rules to say.
 */
public final class Extremes {

    private static final int LARGE = 900_000;
    private static final long YEAR_9999 = 253_402_300_799_999L;

    private Extremes() {}

    /**
     * A copy.
     *
     * @param what the field and its value, for people
     * @param record the copy
     */
    record Extreme(String what, GenericRecord record) {}

    /** All copies of a record whose unions hold a value and whose arrays hold an item, so that every field is reached. */
    static List<Extreme> of(GenericRecord whole) {
        List<Extreme> all = new ArrayList<>();
        vary("", whole.getSchema(), whole, (what, change) -> {
            GenericRecord copy = GenericData.get().deepCopy(whole.getSchema(), whole);
            change.accept(copy);
            all.add(new Extreme(what, copy));
        });
        return all;
    }

    private interface Found {
        void value(String what, Consumer<GenericRecord> change);
    }

    private static void vary(String path, Schema schema, GenericRecord at, Found found) {
        for (Schema.Field field : schema.getFields()) {
            String name = path + "/" + field.name();
            Object known = at.get(field.pos());
            for (Object value : extremes(field.schema(), known)) {
                found.value(name + " = " + words(value), record -> record.put(field.pos(), value));
            }
            Schema inner = known instanceof GenericRecord record
                    ? record.getSchema()
                    : known instanceof List<?> items && !items.isEmpty() && items.get(0) instanceof GenericRecord record
                            ? record.getSchema()
                            : null;
            if (inner != null) {
                GenericRecord first = (GenericRecord) (known instanceof List<?> items ? items.get(0) : known);
                vary(
                        name,
                        inner,
                        first,
                        (what, change) -> found.value(
                                what,
                                record -> change.accept((GenericRecord)
                                        (record.get(field.pos()) instanceof List<?> items
                                                ? items.get(0)
                                                : record.get(field.pos())))));
            }
        }
    }

    private static List<Object> extremes(Schema schema, Object known) {
        List<Object> values = new ArrayList<>();
        switch (schema.getType()) {
            case UNION -> schema.getTypes().forEach(type -> values.addAll(extremes(type, known)));
            case NULL -> values.add(null);
            case LONG ->
                values.addAll(List.of(
                        Long.MIN_VALUE, Long.MAX_VALUE, 0L, -1L, (1L << 48) - 1, 1L << 48, 1L << 53, YEAR_9999));
            case INT -> values.addAll(List.of(Integer.MIN_VALUE, Integer.MAX_VALUE, 0, -1, 255, 256));
            case DOUBLE ->
                values.addAll(List.of(
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        Double.MAX_VALUE,
                        Double.MIN_VALUE,
                        -1e9,
                        -1e9 - 1,
                        -0.0));
            case BOOLEAN -> values.addAll(List.of(true, false));
            case STRING -> values.addAll(texts());
            case ENUM ->
                schema.getEnumSymbols().forEach(symbol -> values.add(new GenericData.EnumSymbol(schema, symbol)));
            case ARRAY -> values.addAll(lists(schema));
            default -> {}
        }
        return values;
    }

    private static List<String> texts() {
        return List.of(
                "",
                " ",
                "\u0000",
                "a\u0000b",
                "\ud800",
                "\u202ertl\ud83d\ude00",
                "'; DROP TABLE changes; --",
                "x".repeat(513),
                "x".repeat(LARGE));
    }

    private static List<Object> lists(Schema schema) {
        List<Object> lists = new ArrayList<>();
        lists.add(List.of());
        if (schema.getElementType().getType() == Schema.Type.STRING) {
            texts().forEach(text -> lists.add(List.of(text)));
            lists.add(Stream.generate(() -> "x").limit(50_000).toList());
        }
        return lists;
    }

    private static String words(Object value) {
        String text = String.valueOf(value);
        return text.length() > 40 ? text.substring(0, 40) + "… (" + text.length() + ")" : text;
    }
}
