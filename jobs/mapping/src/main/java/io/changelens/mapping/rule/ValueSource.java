package io.changelens.mapping.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** The source of a field's value. */
public sealed interface ValueSource {
    /**
     * Returns the value for a row; a missing node when the row has none.
     *
     * @throws RowRejected when the row has a value that cannot be read
     */
    JsonNode read(Row row) throws RowRejected;

    /** Returns the columns that the source reads. */
    List<ColumnPath> columns();

    /** Describes a missing value for messages: which column to look at. */
    String describe();

    /**
     * The value of a column, unchanged.
     *
     * @param path the column
     */
    record Column(ColumnPath path) implements ValueSource {
        @Override
        public JsonNode read(Row row) {
            return path.read(row);
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

    /**
     * A text that contains values of columns.
     *
     * @param template the text with placeholders
     */
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

    /**
     * The same value for every row.
     *
     * @param value the value
     */
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
     * The value of a JSONata expression.
     *
     * @param expression the expression
     */
    record Computed(Expression expression) implements ValueSource {
        @Override
        public JsonNode read(Row row) throws RowRejected {
            JsonNode value = expression.value(row);
            return ColumnPath.isEmpty(value) ? MissingNode.getInstance() : value;
        }

        @Override
        public List<ColumnPath> columns() {
            return List.of();
        }

        @Override
        public String describe() {
            return "the expression has no value: " + expression.text();
        }
    }

    /**
     * A list of records, one for each element of a list.
     *
     * @param each the elements; objects, or single values, which are then the column {@code value}
     * @param rules rules of the record's fields, by their names
     */
    record Records(Expression each, List<FieldRule> rules) implements ValueSource {
        @Override
        public JsonNode read(Row row) throws RowRejected {
            JsonNode found = each.value(row);
            if (found.isMissingNode()) {
                return found;
            }
            ArrayNode records = JsonNodeFactory.instance.arrayNode();
            for (JsonNode element : found.isArray() ? found : List.of(found)) {
                ObjectNode cells = element instanceof ObjectNode object
                        ? object
                        : JsonNodeFactory.instance.objectNode().set("value", element);
                ObjectNode record = records.addObject();
                Row elementRow = new Row(row.file(), row.number(), cells, row.headers(), row.document(), row.values());
                for (FieldRule rule : rules) {
                    JsonNode value = rule.value(elementRow);
                    if (!value.isMissingNode()) {
                        rule.target().set(record, value);
                    }
                }
            }
            return records;
        }

        @Override
        public List<ColumnPath> columns() {
            return List.of();
        }

        @Override
        public String describe() {
            return "the list is empty: " + each.text();
        }
    }

    /**
     * A start date that depends on another column, plus a number of days.
     *
     * @param days column with the number of days
     * @param startKey renders the key of the start date
     * @param starts start dates by key
     * @param at local time of the day
     * @param zone time zone of the date
     */
    record DayOffset(ColumnPath days, Template startKey, Map<String, LocalDate> starts, LocalTime at, ZoneId zone)
            implements ValueSource {
        @Override
        public JsonNode read(Row row) throws RowRejected {
            JsonNode offset = days.read(row);
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
