package io.changelens.mapping.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.changelens.mapping.record.ColumnPath;
import io.changelens.mapping.record.TimeFormat;
import io.changelens.mapping.row.Row;
import io.changelens.mapping.row.RowRejected;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where a field's value comes from. */
public sealed interface ValueSource {
    /** The value in a row; missing when the row has none. */
    JsonNode read(Row row) throws RowRejected;

    /** The columns that are read. */
    List<ColumnPath> columns();

    /** What to look at when the value is missing, for messages. */
    String describe();

    /** The value of a column as it is. */
    record Column(ColumnPath path) implements ValueSource {
        @Override
        public JsonNode read(Row row) {
            return path.read(row.cells());
        }

        @Override
        public List<ColumnPath> columns() {
            return List.of(path);
        }

        @Override
        public String describe() {
            return "column \"" + path.name() + "\" is empty";
        }
    }

    /** A text with values of columns in it. */
    record Text(Template template) implements ValueSource {
        @Override
        public JsonNode read(Row row) {
            return template.render(row);
        }

        @Override
        public List<ColumnPath> columns() {
            return template.columns();
        }

        @Override
        public String describe() {
            return "a column of \"" + template.text() + "\" is empty";
        }
    }

    /** The same value in every row. */
    record Constant(JsonNode value) implements ValueSource {
        @Override
        public JsonNode read(Row row) {
            return value;
        }

        @Override
        public List<ColumnPath> columns() {
            return List.of();
        }

        @Override
        public String describe() {
            return "the constant is empty";
        }
    }

    /**
     * A number of days after a start date that depends on another column.
     *
     * @param at local time of the day
     */
    record DayOffset(ColumnPath days, Template startKey, Map<String, LocalDate> starts, LocalTime at, ZoneId zone)
            implements ValueSource {
        @Override
        public JsonNode read(Row row) throws RowRejected {
            JsonNode offset = days.read(row.cells());
            JsonNode key = startKey.render(row);
            if (offset.isMissingNode() || key.isMissingNode()) {
                return MissingNode.getInstance();
            }
            LocalDate start = starts.get(key.textValue());
            if (start == null) {
                throw new RowRejected("no start date is given for this row", key.textValue());
            }
            try {
                LocalDate day = start.plusDays(Long.parseLong(offset.asText().strip()));
                return LongNode.valueOf(TimeFormat.local(day.atTime(at), zone).toEpochMilli());
            } catch (NumberFormatException | DateTimeException e) {
                throw new RowRejected("not a number of days", offset.asText());
            } catch (ArithmeticException e) {
                throw new RowRejected("time out of range", offset.asText());
            }
        }

        @Override
        public List<ColumnPath> columns() {
            return Stream.concat(startKey.columns().stream(), Stream.of(days)).toList();
        }

        @Override
        public String describe() {
            return "column \"" + days.name() + "\" or the key of its start date is empty";
        }
    }
}
