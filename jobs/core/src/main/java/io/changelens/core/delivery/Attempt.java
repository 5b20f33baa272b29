package io.changelens.core.delivery;

import io.changelens.schemas.ChangePhase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One attempt to deploy a change. A change that is tried again under the same id after a failure or a rollback has
 * several.
 *
 * @param startedAt when work on the environment started: as reported, otherwise the time of STARTED; null if unknown
 * @param endedAt when the attempt ended: as reported, otherwise the time of its result; null while it runs
 * @param result STARTED while it runs, then SUCCEEDED, FAILED, ROLLED_BACK or CANCELLED
 * @param successes the rollout steps that succeeded, oldest first; empty if none did
 * @param failedAt when it failed; null if it did not
 * @param rolledBackAt when it was rolled back; null if it was not
 */
public record Attempt(
        Instant startedAt,
        Instant endedAt,
        ChangePhase result,
        List<Success> successes,
        Instant failedAt,
        Instant rolledBackAt) {

    /**
     * A rollout step that succeeded.
     *
     * @param liveAt when it was complete
     * @param cohorts cohorts that had the change from then on; empty means everybody
     */
    public record Success(Instant liveAt, List<String> cohorts) {}

    /** Whether the attempt has a result other than that it was cancelled. */
    public boolean isComplete() {
        return result != ChangePhase.STARTED && result != ChangePhase.CANCELLED;
    }

    /** Whether the attempt failed or was rolled back. */
    public boolean hasFailed() {
        return failedAt != null || rolledBackAt != null;
    }

    /** Whether the attempt made the change live: it succeeded, or there was something to roll back. */
    public boolean wasLive() {
        return !successes.isEmpty() || rolledBackAt != null;
    }

    /**
     * When the change was live for everybody whom the attempt reached: the last success. Of an attempt that never
     * succeeded: when it failed, otherwise when it started, otherwise when it was rolled back. Null while it runs,
     * and if it was cancelled.
     */
    public Instant liveAt() {
        if (!successes.isEmpty()) {
            return successes.get(successes.size() - 1).liveAt();
        }
        if (failedAt != null) {
            return rolledBackAt == null ? failedAt : earlier(failedAt, rolledBackAt);
        }
        return rolledBackAt == null || startedAt == null ? rolledBackAt : earlier(startedAt, rolledBackAt);
    }

    /**
     * When the work of deploying ended: with the success or failure, otherwise with the rollback or cancellation; null while
     * the attempt runs. A rollback after a success is not part of the work.
     */
    Instant workEndedAt() {
        return successes.isEmpty() && failedAt == null ? endedAt : liveAt();
    }

    /** When work on the environment started, at most {@link #liveAt}; null while the attempt runs. */
    public Instant from() {
        Instant live = firstLive();
        return startedAt == null || live == null ? live : earlier(startedAt, live);
    }

    private Instant firstLive() {
        return successes.isEmpty() ? liveAt() : successes.get(0).liveAt();
    }

    /**
     * Returns the times at which the attempt was live.
     *
     * @param cohorts cohorts of an attempt without a success
     * @param until end of the last step if nothing rolled it back, epoch milliseconds
     */
    List<LiveTimes> liveTimes(List<String> cohorts, long until) {
        if (!isComplete()) {
            return List.of();
        }
        boolean rolledBack = rolledBackAt != null;
        long end = rolledBack ? rolledBackAt.toEpochMilli() : until;
        List<Success> steps = successes.isEmpty() ? List.of(new Success(liveAt(), cohorts)) : successes;
        List<LiveTimes> times = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            boolean last = i == steps.size() - 1;
            long live = steps.get(i).liveAt().toEpochMilli();
            long stepEnd = last ? end : Math.min(end, steps.get(i + 1).liveAt().toEpochMilli());
            times.add(new LiveTimes(
                    Math.min(from().toEpochMilli(), live),
                    live,
                    Math.max(live, stepEnd),
                    result == ChangePhase.FAILED,
                    rolledBack && (last || stepEnd == end),
                    steps.get(i).cohorts()));
        }
        return times;
    }

    static Instant earlier(Instant a, Instant b) {
        return b.isBefore(a) ? b : a;
    }
}
