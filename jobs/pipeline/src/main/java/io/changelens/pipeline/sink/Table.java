package io.changelens.pipeline.sink;

import io.changelens.pipeline.decode.RecordPosition;
import java.io.Serializable;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A ClickHouse table and the functions that compute its columns. Text is a {@code String}, raw text a {@code byte[]}, a
 * time an {@code Instant}, an array a {@code List}.
 *
 * @param name name of the table
 * @param columns its columns, in the order of insertion
 * @param key names of the columns by which a row replaces another, as in the {@code ORDER BY} of the table
 * @param place finds the record that a row comes from; returns null when a row comes from no single record
 * @param <T> the type of the elements that make rows
 */
public record Table<T>(String name, List<Column<T>> columns, List<String> key, Place<T> place) implements Serializable {

    /** Starts the definition of a table. */
    static <T> Builder<T> named(String name) {
        return new Builder<>(name);
    }

    /** Returns the statement that inserts a row. */
    String insert() {
        return "INSERT INTO " + name + " ("
                + columns.stream().map(Column::name).collect(Collectors.joining(", ")) + ") VALUES ("
                + columns.stream().map(c -> "?").collect(Collectors.joining(", ")) + ")";
    }

    /** Returns the names of the columns, in the order of insertion. */
    List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /**
     * A column.
     *
     * @param name name of the column
     * @param value computes its value; null only where the column is nullable
     * @param <T> the type of the elements that make rows
     */
    public record Column<T>(String name, Value<T> value) implements Serializable {}

    /**
     * Computes the value of a column.
     *
     * @param <T> the type of the elements that make rows
     */
    @FunctionalInterface
    public interface Value<T> extends Serializable {
        /** Returns the value for an element. */
        Object of(T row);
    }

    /**
     * Finds the record that a row comes from.
     *
     * @param <T> the type of the elements that make rows
     */
    @FunctionalInterface
    public interface Place<T> extends Serializable {
        /** Returns the position of the record; null when the row comes from no single record. */
        RecordPosition of(T row);
    }

    /** Collects the columns of a table. */
    static final class Builder<T> {
        private final String name;
        private final List<Column<T>> columns = new ArrayList<>();
        private List<String> key = List.of();
        private Place<T> place = row -> null;

        private Builder(String name) {
            this.name = name;
        }

        Builder<T> column(String column, Value<T> value) {
            columns.add(new Column<>(column, value));
            return this;
        }

        /** Adds a text column; a missing value becomes the empty text. */
        Builder<T> text(String column, Value<T> value) {
            return column(column, row -> {
                Object text = value.of(row);
                return text == null ? "" : text.toString();
            });
        }

        /**
         * A column for each component of a record, under its name in lower case with underscores.
         *
         * @param type the record
         * @param record the record in a row
         */
        <R extends Record> Builder<T> columns(Class<R> type, Value<T> record) {
            for (RecordComponent component : type.getRecordComponents()) {
                String accessor = component.getName();
                column(
                        accessor.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT),
                        row -> component(record.of(row), accessor));
            }
            return this;
        }

        /** Sets the columns by which a row replaces another. */
        Builder<T> key(String... names) {
            key = List.of(names);
            return this;
        }

        /** Sets the function that finds the record of a row. Without it, rows come from no single record. */
        Builder<T> from(Place<T> rowsPlace) {
            place = rowsPlace;
            return this;
        }

        private static Object component(Object record, String component) {
            try {
                return record.getClass().getMethod(component).invoke(record);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("no component " + component + " of " + record.getClass(), e);
            }
        }

        Table<T> build() {
            if (key.isEmpty() || !columns.stream().map(Column::name).toList().containsAll(key)) {
                throw new IllegalStateException("table " + name + " needs a key among its columns");
            }
            return new Table<>(name, new ArrayList<>(columns), new ArrayList<>(key), place);
        }
    }
}
