package io.changelens.pipeline.sink;

import io.changelens.pipeline.sink.DatabaseErrors.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Inserts rows into a table without a limit of attempts. It waits for a database that is away, and finds the rows that
 * the database refuses by halving the batch, so that the others are inserted.
 *
 * <p>When a failure does not show which of the two it is, the other rows of the batch decide. If some are inserted, a
 * row that fails twice alone is refused. If none is, the database counts as away; but a few rows that fail
 * {@link #ATTEMPTS} times, for half a minute, are refused if {@code rejected_records} accepts them. Otherwise one row
 * could stop the job.
 */
final class Delivery {

    /**
     * Attempts after which a few rows that fail for an unknown reason are refused, when no other row can be compared.
     */
    static final int ATTEMPTS = 5;

    private static final int FEW = 100;
    private static final int FAILURES_IN_A_ROW = 40;

    private final Inserts inserts;
    private final DatabaseWait wait;
    private final Refused refused;

    /**
     * Creates the delivery into one table.
     *
     * @param inserts inserts into the table
     * @param wait waits while the database is away
     * @param refused receives each row that is refused
     */
    Delivery(Inserts inserts, DatabaseWait wait, Refused refused) {
        this.inserts = inserts;
        this.wait = wait;
        this.refused = refused;
    }

    /**
     * Inserts rows. When it returns, each row is in the table or was refused.
     *
     * @throws InterruptedException when the job is cancelled meanwhile
     */
    void deliver(List<TableRow> rows) throws InterruptedException {
        List<TableRow> left = rows;
        int rounds = 0;
        while (!left.isEmpty()) {
            Round round = new Round();
            round.run(left);
            left = round.left;
            rounds++;
            if (left.isEmpty()) {
                return;
            }
            if (round.wentIn > 0) {
                for (TableRow suspect : left) {
                    retry(suspect);
                }
                return;
            }
            if (rounds >= ATTEMPTS && left.size() <= FEW && refused.alone(left, round.why)) {
                return;
            }
            wait.afterFailure(round.why);
        }
    }

    /**
     * Tries a row again. Another row of the batch was inserted, so the database is available: if this row fails again,
     * it is refused.
     */
    private void retry(TableRow suspect) throws InterruptedException {
        InsertFailed failure = attempt(List.of(suspect));
        if (failure != null) {
            refused.row(suspect, failure);
        }
    }

    /**
     * Inserts rows, and waits while the database is away. Returns null on success, else the failure, whose reason is
     * not that the database is away.
     */
    private InsertFailed attempt(List<TableRow> rows) throws InterruptedException {
        while (true) {
            try {
                inserts.insert(rows);
                wait.afterSuccess();
                return null;
            } catch (InsertFailed e) {
                if (e.verdict() != Verdict.AWAY) {
                    return e;
                }
                wait.afterFailure(e);
            }
        }
    }

    /** Receives the rows that are refused. */
    interface Refused {
        /** Receives a row that the database refuses, with the failure. */
        void row(TableRow row, InsertFailed why) throws InterruptedException;

        /**
         * Receives a few rows that keep failing while no other row of their table can be compared.
         *
         * @return whether the rows were stored elsewhere, which shows that the database is available; otherwise they
         *     are tried again
         */
        default boolean alone(List<TableRow> rows, InsertFailed why) throws InterruptedException {
            return false;
        }
    }

    /** One pass over rows; rows that failed for an unknown reason remain in {@code left}. */
    private final class Round {
        private final Deque<List<TableRow>> open = new ArrayDeque<>();
        private final List<TableRow> left = new ArrayList<>();
        private int wentIn;
        private int failures;
        private InsertFailed why;

        void run(List<TableRow> rows) throws InterruptedException {
            open.push(rows);
            while (!open.isEmpty()) {
                List<TableRow> next = open.pop();
                InsertFailed failure = next.isEmpty() ? null : attempt(next);
                if (failure == null) {
                    wentIn += next.size();
                } else {
                    part(next, failure);
                }
                if (wentIn == 0 && failures > FAILURES_IN_A_ROW) {
                    open.forEach(left::addAll);
                    open.clear();
                }
            }
        }

        private void part(List<TableRow> rows, InsertFailed failure) throws InterruptedException {
            if (failure.row() != InsertFailed.NO_ROW) {
                refused.row(rows.get(failure.row()), failure);
                open.push(rows.subList(failure.row() + 1, rows.size()));
                open.push(rows.subList(0, failure.row()));
            } else if (rows.size() > 1) {
                countUndecided(failure);
                open.push(rows.subList(rows.size() / 2, rows.size()));
                open.push(rows.subList(0, rows.size() / 2));
            } else if (failure.verdict() == Verdict.REFUSED) {
                refused.row(rows.get(0), failure);
            } else {
                countUndecided(failure);
                left.addAll(rows);
            }
        }

        private void countUndecided(InsertFailed failure) {
            if (failure.verdict() == Verdict.UNDECIDED) {
                why = failure;
                failures++;
            }
        }
    }
}
