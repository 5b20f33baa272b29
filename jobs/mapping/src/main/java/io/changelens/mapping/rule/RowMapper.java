package io.changelens.mapping.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.mapping.row.Row;
import io.changelens.mapping.row.RowRejected;
import java.util.List;

/** Maps rows to events. */
public interface RowMapper {
    /**
     * Maps a row.
     *
     * @throws RowRejected when any of its events lacks a required value or has an unreadable one; then the row yields
     *     no event
     */
    Mapped map(Row row) throws RowRejected;

    /**
     * The result for one row.
     *
     * @param events events by the field names of the schema
     * @param skipped reasons why the row, or one of its events, was left out on purpose
     */
    record Mapped(List<ObjectNode> events, List<String> skipped) {}
}
