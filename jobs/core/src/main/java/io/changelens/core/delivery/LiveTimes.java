package io.changelens.core.delivery;

import io.changelens.core.time.OpenEnd;
import io.changelens.schemas.ChangePhase;
import java.time.Instant;

/**
 * The times at which a change was live, in epoch milliseconds.
 *
 * @param from when work on the environment began
 * @param live when the change went live; at least {@code from}
 * @param until when it was rolled back, at least {@code live}; {@link OpenEnd#TIME} if it was not
 */
public record LiveTimes(long from, long live, long until) {

    /**
     * Derives the times from a change's history. The change went live at its reported end of work, else at its success
     * or failure, else at its start, else at its rollback. The reported end of a change that was rolled back counts
     * only if it is not after the change's own success or failure; otherwise it is the end of the rollback.
     *
     * @return null if the change has neither succeeded nor failed and was not rolled back
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
                rolledBack == null ? OpenEnd.TIME : Math.max(live.toEpochMilli(), rolledBack.toEpochMilli()));
    }

    private static Instant first(Instant preferred, Instant other) {
        return preferred == null ? other : preferred;
    }
}
