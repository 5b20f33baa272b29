package io.changelens.pipeline.sink;

import java.time.Instant;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits between attempts while the database is away: from 1 s to 30 s, doubled after each failure, without a limit of
 * attempts.
 */
final class DatabaseWait {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWait.class);
    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 30_000;
    private static final int DOUBLINGS = 5;

    private final String table;
    private final Counter retries;
    private final Sleep sleep;
    /** Volatile, because the thread that reports metrics reads it. */
    private volatile long awaySince;

    private int attempts;

    /**
     * Creates a wait.
     *
     * @param table name of the table, for the log
     * @param retries is increased with each further attempt
     * @param sleep waits; replaced in tests
     */
    DatabaseWait(String table, Counter retries, Sleep sleep) {
        this.table = table;
        this.retries = retries;
        this.sleep = sleep;
    }

    /** Returns the milliseconds since the database was found to be away; 0 while it is available. */
    long awayMillis() {
        long since = awaySince;
        return since == 0 ? 0 : Math.max(1, System.currentTimeMillis() - since);
    }

    /** Returns the number of failed attempts since the last successful insert. */
    int attempts() {
        return attempts;
    }

    /**
     * Waits before the next attempt.
     *
     * @param why failure of the last attempt
     * @throws InterruptedException when the job is cancelled during the wait
     */
    void afterFailure(InsertFailed why) throws InterruptedException {
        if (awaySince == 0) {
            awaySince = System.currentTimeMillis();
        }
        long pause = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempts, DOUBLINGS));
        attempts++;
        retries.inc();
        LOG.warn(
                "table {}: the database is away since {}, attempt {} failed, next in {} s: {}",
                table,
                Instant.ofEpochMilli(awaySince),
                attempts,
                pause / 1000,
                why.getMessage());
        sleep.millis(pause);
    }

    /** Ends the wait after a successful insert. */
    void afterSuccess() {
        if (awaySince != 0) {
            LOG.info("table {}: the database is back after {} ms", table, awayMillis());
            awaySince = 0;
            attempts = 0;
        }
    }

    /** Waits; replaced in tests. */
    @FunctionalInterface
    interface Sleep {
        /** Waits for a number of milliseconds. */
        void millis(long time) throws InterruptedException;
    }
}
