package io.changelens.mapping.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.changelens.mapping.record.ColumnPath;
import io.changelens.mapping.row.Row;
import java.util.Set;

/**
 * Leaves out rows on purpose.
 *
 * @param values texts of the column that leave a row out
 * @param empty whether an empty column leaves it out
 * @param why the reason in the account
 */
public record SkipRule(ColumnPath column, Set<String> values, boolean empty, String why) {
    public boolean applies(Row row) {
        JsonNode value = column.read(row.cells());
        return value.isMissingNode() ? empty : values.contains(value.asText());
    }
}
