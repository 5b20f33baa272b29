package io.changelens.local.flink;

import java.time.Duration;
import java.util.Optional;

/**
 * Distinguishes an ordinary restart of a job from one that does not succeed. A job is in trouble from when it leaves
 * RUNNING until the next completed checkpoint, or until it has been RUNNING for the whole limit. So a job that
 * restarts, reads the same record and fails again stays in trouble. A job that is RUNNING is never given up.
 */
public final class JobHealth {

    private static final long NEVER = Long.MIN_VALUE;

    private final long limitNanos;
    private long troubleSince = NEVER;
    private long runningSince = NEVER;
    private long checkpoints;

    /**
     * Tracks a healthy job.
     *
     * @param limit how long the job may be in trouble
     */
    public JobHealth(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    /**
     * Records an observation of the job.
     *
     * @param now monotonic time, nanoseconds
     * @param running whether every subtask runs
     * @param completed checkpoints completed so far
     * @return how long the job has been in trouble, if that exceeds the limit; otherwise empty
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

    /**
     * Restarts the time in trouble, because a service that the job needs is unavailable.
     *
     * @param now monotonic time, nanoseconds
     */
    public void excuse(long now) {
        troubleSince = troubleSince == NEVER ? NEVER : now;
    }
}
