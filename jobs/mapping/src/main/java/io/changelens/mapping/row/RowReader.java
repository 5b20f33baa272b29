package io.changelens.mapping.row;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads a file row by row. */
public interface RowReader extends Closeable {
    /**
     * Reads the next row.
     *
     * @return empty at the end of the file
     * @throws RowRejected when this row is unreadable; the next call continues with the row after it
     * @throws IOException when the rest of the file is unreadable
     */
    Optional<Row> read() throws IOException, RowRejected;

    /** Returns the line at which the last row, read or rejected, starts: from 1, the header counted. */
    long line();

    /** Returns the column names when the file lists them before its rows; otherwise empty. */
    Optional<List<String>> columns();
}
