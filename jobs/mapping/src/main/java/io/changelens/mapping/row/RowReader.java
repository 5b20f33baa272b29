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
     * @return empty at the end
     * @throws RowRejected when this row is unreadable; the next call goes on with the one after it
     * @throws IOException when the rest of the file is unreadable
     */
    Optional<Row> read() throws IOException, RowRejected;

    /** The line of the file, from 1 and the header included, at which the row last read (or rejected) begins. */
    long line();

    /** The columns, when the file names them before its rows. */
    Optional<List<String>> columns();
}
