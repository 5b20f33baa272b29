package io.changelens.mapping.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.changelens.mapping.record.ColumnPath;
import io.changelens.mapping.row.Row;
import io.changelens.mapping.row.RowRejected;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves rows out on purpose.
 *
 * @param test tells which rows
 * @param why reason in the report of the import
 */
public record SkipRule(Test test, String why) {

    /** A condition on a row. */
    public sealed interface Test {
        /**
         * Returns whether a row meets the condition.
         *
         * @throws RowRejected when it cannot be told
         */
        boolean applies(Row row) throws RowRejected;

        /** Returns the column that the condition reads; empty when it is an expression. */
        Optional<ColumnPath> column();
    }

    /**
     * A condition on the value of a column.
     *
     * @param path the column
     * @param values texts that meet the condition, or, if {@code others}, all that do not
     * @param others whether the other values meet the condition
     * @param empty whether a row without a value meets it
     */
    public record ByValue(ColumnPath path, Set<String> values, boolean others, boolean empty) implements Test {
        @Override
        public boolean applies(Row row) {
            JsonNode value = path.read(row);
            return value.isMissingNode() ? empty : !values.isEmpty() && values.contains(value.asText()) != others;
        }

        @Override
        public Optional<ColumnPath> column() {
            return Optional.of(path);
        }
    }

    /**
     * A condition in JSONata.
     *
     * @param when the expression
     */
    public record ByExpression(Expression when) implements Test {
        @Override
        public boolean applies(Row row) throws RowRejected {
            return when.holds(row);
        }

        @Override
        public Optional<ColumnPath> column() {
            return Optional.empty();
        }
    }
}
