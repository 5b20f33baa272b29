package io.changelens.pipeline.sink;

import java.util.List;

/** Inserts rows of one table. */
@FunctionalInterface
interface Inserts {

    /**
     * Inserts all rows or none.
     *
     * @throws InsertFailed with the class of the failure
     * @throws InterruptedException when the job is cancelled meanwhile
     */
    void insert(List<TableRow> rows) throws InsertFailed, InterruptedException;
}
