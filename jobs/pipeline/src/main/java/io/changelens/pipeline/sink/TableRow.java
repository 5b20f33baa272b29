package io.changelens.pipeline.sink;

import io.changelens.pipeline.decode.RecordPosition;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.apache.avro.SchemaNormalization;

/**
 * A row that waits for its insert. Its values are read out of the element when it comes, so that what waits does not
 * depend on whether Flink reuses the element.
 *
 * @param values in the order of the table's columns
 * @param place the record that it comes from; null when it comes from no single one
 * @param bytes about how much memory it takes
 * @param broken why its values cannot be read; null when they can
 */
record TableRow(List<Object> values, RecordPosition place, long bytes, RuntimeException broken) {

    private static final long OVERHEAD = 16;

    /** The row that an element makes. What a column's function throws is kept, for the row cannot be inserted. */
    static <T> TableRow of(Table<T> table, T element) {
        Object[] values = new Object[table.columns().size()];
        long bytes = 0;
        RuntimeException broken = null;
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = table.columns().get(i).value().of(element);
                bytes += size(values[i]);
            } catch (RuntimeException e) {
                broken = e;
            }
        }
        return new TableRow(java.util.Arrays.asList(values), table.place().of(element), bytes, broken);
    }

    private static long size(Object value) {
        if (value instanceof String text) {
            return OVERHEAD + text.length();
        }
        if (value instanceof byte[] raw) {
            return OVERHEAD + raw.length;
        }
        if (value instanceof Collection<?> items) {
            return OVERHEAD + items.stream().mapToLong(TableRow::size).sum();
        }
        return OVERHEAD;
    }

    /** The table and the values of its key, such as {@code changes|CH-1}. */
    String nameIn(Table<?> table) {
        StringBuilder name = new StringBuilder(table.name());
        List<String> columns = table.columnNames();
        for (String column : table.key()) {
            name.append('|').append(values.get(columns.indexOf(column)));
        }
        return name.toString();
    }

    /**
     * Where the row is kept when it is refused: the place of its record; for one that comes from no single record the
     * table's name as topic, and as offset a hash of its key, so that a replay replaces its own row.
     *
     * @param now epoch milliseconds, the time of publication of a row that comes from no single record
     */
    RecordPosition placeIn(Table<?> table, long now) {
        if (place != null) {
            return place;
        }
        long hash = SchemaNormalization.fingerprint64(nameIn(table).getBytes(StandardCharsets.UTF_8));
        return new RecordPosition(table.name(), 0, hash & Long.MAX_VALUE, now);
    }
}
