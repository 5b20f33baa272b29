package io.changelens.pipeline.sink;

import io.changelens.pipeline.decode.RecordPosition;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A ClickHouse table and where the values of its columns come from. Text is a {@code String}, raw text a {@code byte[]},
 * a time an {@code Instant}, an array a {@code List}.
 *
 * @param name the table's name
 * @param columns in the order of insertion
 * @param key names of the columns by which a row replaces another, as in the table's {@code ORDER BY}
 * @param place which record a row comes from; gives null where a row comes from no single record
 * @param <T> what makes a row
 */
public record Table<T>(String name, List<Column<T>> columns, List<String> key, Place<T> place) implements Serializable {

    /** Begins a table. */
    static <T> Builder<T> named(String name) {
        return new Builder<>(name);
    }

    /** The statement that inserts a row. */
    String insert() {
        return "INSERT INTO " + name + " ("
                + columns.stream().map(Column::name).collect(Collectors.joining(", ")) + ") VALUES ("
                + columns.stream().map(c -> "?").collect(Collectors.joining(", ")) + ")";
    }

    /** Names of the columns, in the order of insertion. */
    List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /**
     * A column.
     *
     * @param name its name
     * @param value its value in a row; null only where the column is nullable
     */
    public record Column<T>(String name, Value<T> value) implements Serializable {}

    /** Reads a column's value. */
    @FunctionalInterface
    public interface Value<T> extends Serializable {
        /** The value in a row. */
        Object of(T row);
    }

    /** Finds the record that a row comes from. */
    @FunctionalInterface
    public interface Place<T> extends Serializable {
        /** The record's position; null when the row comes from no single record. */
        RecordPosition of(T row);
    }

    /** Collects columns. */
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

        /** A text column whose value may be missing; the empty text stands for that. */
        Builder<T> text(String column, Value<T> value) {
            return column(column, row -> {
                Object text = value.of(row);
                return text == null ? "" : text.toString();
            });
        }

        /** The columns by which a row replaces another. */
        Builder<T> key(String... names) {
            key = List.of(names);
            return this;
        }

        /** The record that a row comes from; without it, a row comes from no single record. */
        Builder<T> from(Place<T> rowsPlace) {
            place = rowsPlace;
            return this;
        }

        Table<T> build() {
            if (key.isEmpty() || !columns.stream().map(Column::name).toList().containsAll(key)) {
                throw new IllegalStateException("table " + name + " needs a key among its columns");
            }
            return new Table<>(name, new ArrayList<>(columns), new ArrayList<>(key), place);
        }
    }
}
