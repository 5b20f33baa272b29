package io.changelens.pipeline.sink;

import io.changelens.pipeline.decode.RecordPosition;

/**
 * A row that the database refused, as stored in {@code rejected_records}.
 *
 * @param position position of the record that the row comes from, see {@link TableRow#placeIn}
 * @param detail name of the table and the message of the database
 * @param name name of the table and the values of the row's key
 * @param raw the row as JSON, in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are passed on, never compared
record RefusedRow(RecordPosition position, String detail, String name, byte[] raw) {

    /** The value of {@code rejected_records.reason}. */
    static final String REASON = "refused-by-database";

    /**
     * Creates the entry of a row that the database refused.
     *
     * @param table the table of the row
     * @param row the row
     * @param why failure of its insert
     * @param now the current time, epoch milliseconds
     */
    static RefusedRow of(Table<?> table, TableRow row, InsertFailed why, long now) {
        return new RefusedRow(
                row.placeIn(table, now),
                table.name() + ": " + why.getMessage(),
                row.nameIn(table),
                RowJson.of(table, row));
    }
}
