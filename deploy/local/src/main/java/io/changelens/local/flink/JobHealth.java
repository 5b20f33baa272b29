package io.changelens.local.flink;

import java.time.Duration;
import java.util.Optional;

/**
 * Tells an ordinary restart of a job from one that does not end. Trouble begins when the job leaves RUNNING, and ends with
 * the first checkpoint that is completed afterwards, or when the job has been RUNNING for the whole limit: a job that comes
 * up, meets the same record and fails again is still in the same trouble. A job that is RUNNING is never given up.
 */
public final class JobHealth {

    private static final long NEVER = Long.MIN_VALUE;

    private final long limitNanos;
    private long troubleSince = NEVER;
    private long runningSince = NEVER;
    private long checkpoints;

    /** A judge that gives a job up after that long in trouble. */
    public JobHealth(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    /**
     * Takes a look at the job into account.
     *
     * @param now monotonic time, nanoseconds
     * @param running whether every subtask runs
     * @param completed checkpoints completed so far
     * @return for how long the job has been in trouble, once that is over the limit
     */
    public Optional<Duration> observe(long now, boolean running, long completed) {
        if (!running) {
            runningSince = NEVER;
            checkpoints = completed;
            troubleSince = troubleSince == NEVER ? now : troubleSince;
            long trouble = now - troubleSince;
            return trouble > limitNanos ? Optional.of(Duration.ofNanos(trouble)) : Optional.empty();
        }
        runningSince = runningSince == NEVER ? now : runningSince;
        if (completed > checkpoints || now - runningSince > limitNanos) {
            troubleSince = NEVER;
        }
        return Optional.empty();
    }

    /** Begins to count anew: what the job needs is away, so that it cannot run. */
    public void excuse(long now) {
        troubleSince = troubleSince == NEVER ? NEVER : now;
    }
}
