package io.changelens.core.delivery;

import io.changelens.core.effect.Intervention;
import io.changelens.schemas.ChangePhase;
import java.time.Instant;

/**
 * When a change was live, in epoch milliseconds.
 *
 * @param from when work on the environment began
 * @param live when it was live; at least {@code from}
 * @param until when it was rolled back, at least {@code live}; {@link Intervention#OPEN} if it was not
 */
public record LiveTimes(long from, long live, long until) {

    /**
     * Reads them from a change's life. That a change was rolled back does not move the time at which it was live.
     *
     * @return null if it never went live
     */
    public static LiveTimes of(ChangeHistory history) {
        Instant done = first(history.reached(ChangePhase.SUCCEEDED), history.reached(ChangePhase.FAILED));
        Instant rolledBack = history.reached(ChangePhase.ROLLED_BACK);
        if (done == null && rolledBack == null) {
            return null;
        }
        Instant reported = history.facts().getActualEnd();
        boolean ownEnd = reported != null && (rolledBack == null || (done != null && !reported.isAfter(done)));
        Instant live = ownEnd ? reported : first(done, first(history.actualStart(), rolledBack));
        Instant from = first(history.actualStart(), live);
        long begun = Math.min(from.toEpochMilli(), live.toEpochMilli());
        return new LiveTimes(
                begun,
                live.toEpochMilli(),
                rolledBack == null ? Intervention.OPEN : Math.max(live.toEpochMilli(), rolledBack.toEpochMilli()));
    }

    private static Instant first(Instant preferred, Instant other) {
        return preferred == null ? other : preferred;
    }
}
