package io.changelens.pipeline.sink;

import io.changelens.pipeline.decode.RecordPosition;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.apache.avro.SchemaNormalization;

/**
 * A row that waits for its insert. Its values are computed when the element arrives, because Flink may reuse the
 * element.
 *
 * @param values values in the order of the columns
 * @param place position of the record that it comes from; null when it comes from no single record
 * @param bytes approximate size in memory
 * @param broken exception of a column whose value cannot be computed; null when all can
 */
record TableRow(List<Object> values, RecordPosition place, long bytes, RuntimeException broken) {

    private static final long OVERHEAD = 16;

    /** Creates the row of an element. An exception of a column is stored, because such a row cannot be inserted. */
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

    /** Returns the name of the table and the values of the key, such as {@code changes|CH-1}. */
    String nameIn(Table<?> table) {
        StringBuilder name = new StringBuilder(table.name());
        List<String> columns = table.columnNames();
        for (String column : table.key()) {
            name.append('|').append(values.get(columns.indexOf(column)));
        }
        return name.toString();
    }

    /**
     * Returns the position under which the row is stored when it is refused: that of its record. For a row that comes
     * from no single record, the topic is the name of the table and the offset a hash of the key, so that a replay
     * replaces its own row.
     *
     * @param table the table of the row
     * @param now the current time in epoch milliseconds, the time of publication of a row that comes from no single
     *     record
     */
    RecordPosition placeIn(Table<?> table, long now) {
        if (place != null) {
            return place;
        }
        long hash = SchemaNormalization.fingerprint64(nameIn(table).getBytes(StandardCharsets.UTF_8));
        return new RecordPosition(table.name(), 0, hash & Long.MAX_VALUE, now);
    }
}
