package io.changelens.pipeline.sink;

import io.changelens.pipeline.decode.RecordPosition;

/**
 * A row that the database refused, as it is kept in {@code rejected_records}.
 *
 * @param position the place of the record that the row comes from, see {@link TableRow#placeIn}
 * @param detail the table's name and the database's own words
 * @param name the table and the values of the row's key
 * @param raw the row as JSON, in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are passed on, never compared
record RefusedRow(RecordPosition position, String detail, String name, byte[] raw) {

    /** The reason under which it is kept. */
    static final String REASON = "refused-by-database";

    /** The row of a table that failed so; {@code now} in epoch milliseconds. */
    static RefusedRow of(Table<?> table, TableRow row, InsertFailed why, long now) {
        return new RefusedRow(
                row.placeIn(table, now),
                table.name() + ": " + why.getMessage(),
                row.nameIn(table),
                RowJson.of(table, row));
    }
}
