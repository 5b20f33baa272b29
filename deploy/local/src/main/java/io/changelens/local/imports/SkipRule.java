package io.changelens.local.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * Leaves out rows on purpose.
 *
 * @param values texts of the column that leave a row out
 * @param empty whether an empty column leaves it out
 * @param why the reason in the account
 */
record SkipRule(ColumnPath column, Set<String> values, boolean empty, String why) {
    boolean applies(Row row) {
        JsonNode value = column.read(row.cells());
        return value.isMissingNode() ? empty : values.contains(value.asText());
    }
}
