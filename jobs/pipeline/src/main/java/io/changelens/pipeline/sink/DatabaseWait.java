package io.changelens.pipeline.sink;

import java.time.Instant;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for a database that is away: longer each time, from a second to half a minute, for as long as it takes. */
final class DatabaseWait {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWait.class);
    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 30_000;
    private static final int DOUBLINGS = 5;

    private final String table;
    private final Counter retries;
    private final Sleep sleep;
    /** Read by the thread that reports metrics. */
    private volatile long awaySince;

    private int attempts;

    /** A wait of a table's writer, which counts each further attempt. */
    DatabaseWait(String table, Counter retries, Sleep sleep) {
        this.table = table;
        this.retries = retries;
        this.sleep = sleep;
    }

    /** Milliseconds since the database was found to be away; 0 while it is there. */
    long awayMillis() {
        long since = awaySince;
        return since == 0 ? 0 : Math.max(1, System.currentTimeMillis() - since);
    }

    /** Failed attempts since the last insert that went in. */
    int attempts() {
        return attempts;
    }

    /**
     * Waits before the next attempt.
     *
     * @param why the attempt that failed
     * @throws InterruptedException when the job is cancelled meanwhile
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

    /** An insert went in. */
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
        /** Waits so many milliseconds. */
        void millis(long time) throws InterruptedException;
    }
}
