package io.changelens.mapping.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.mapping.row.Row;
import io.changelens.mapping.row.RowRejected;
import java.util.List;

/** Turns a row into events. */
public interface RowMapper {
    /**
     * Maps a row.
     *
     * @throws RowRejected when one of its events lacks a required value or has an unreadable one: then none is made
     */
    Mapped map(Row row) throws RowRejected;

    /**
     * What a row becomes.
     *
     * @param events by the contract's field names
     * @param skipped reasons why the row, or an event of it, was left out on purpose
     */
    record Mapped(List<ObjectNode> events, List<String> skipped) {}
}
