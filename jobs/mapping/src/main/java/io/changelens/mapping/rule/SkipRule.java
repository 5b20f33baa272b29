package io.changelens.mapping.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.changelens.mapping.record.ColumnPath;
import io.changelens.mapping.row.Row;
import java.util.Set;

/**
 * Leaves rows out on purpose, by the value of a column.
 *
 * @param column the column
 * @param values texts that leave a row out
 * @param empty whether a row without a value is left out
 * @param why reason in the report of the import
 */
public record SkipRule(ColumnPath column, Set<String> values, boolean empty, String why) {
    /** Returns whether this rule leaves a row out. */
    public boolean applies(Row row) {
        JsonNode value = column.read(row.cells());
        return value.isMissingNode() ? empty : values.contains(value.asText());
    }
}
