package io.changelens.core.delivery;

import io.changelens.core.time.OpenEnd;
import java.util.List;

/**
 * One step of a change's rollout: a time during which certain cohorts had the change. Times are epoch milliseconds.
 *
 * @param from when work on the environment started in this attempt; at most {@code live}
 * @param live when the step became live; of a failed attempt, when it failed
 * @param until when the step ended: it was rolled back, the next step widened it, or the change was tried again after a
 *     failure; at least {@code live}; {@link OpenEnd#TIME} if it has not ended
 * @param failed whether the attempt failed, so that nobody knows how much of it became live
 * @param rolledBack whether a rollback ended it
 * @param cohorts cohorts that have the change; empty means everybody
 */
public record LiveTimes(long from, long live, long until, boolean failed, boolean rolledBack, List<String> cohorts) {

    /** Returns the same step, rolled back by another change at the given time if it had not ended before. */
    public LiveTimes rolledBackAt(long time) {
        return time >= until ? this : new LiveTimes(from, live, Math.max(live, time), failed, true, cohorts);
    }

    /** Whether the step has not ended. */
    public boolean isOpen() {
        return until == OpenEnd.TIME;
    }
}
