package io.changelens.core.attribution;

import io.changelens.core.time.OpenEnd;
import io.changelens.schemas.ChangeType;
import java.util.List;

/**
 * The facts about a change that attribution needs. Times are epoch milliseconds.
 *
 * @param changeId id of the change
 * @param service the changed service
 * @param events number of distinct events, which serves as the revision
 * @param production whether the change is known to be in production; false withdraws a change that was published before
 * @param firstEvent earliest event time
 * @param lastEvent latest event time
 * @param begun when work on the environment began
 * @param live when the change was live or failed; {@link OpenEnd#TIME} while it runs
 * @param rolledBackAt when it was rolled back; {@link OpenEnd#TIME} if it was not
 * @param failed whether it failed technically
 * @param type ITIL type
 * @param lines lines added and removed
 * @param cohorts cohorts that have the change; empty means everybody
 * @param rollbackOf id of the change that this one rolls back when it succeeds; empty when there is none
 * @param dependencies ids of the services that the changed service depends on
 */
public record DeployedChange(
        String changeId,
        String service,
        long events,
        boolean production,
        long firstEvent,
        long lastEvent,
        long begun,
        long live,
        long rolledBackAt,
        boolean failed,
        ChangeType type,
        long lines,
        List<String> cohorts,
        String rollbackOf,
        List<String> dependencies) {

    /**
     * Returns from when KPIs may be affected, as seen at a time: from when the change was live, or from its start if it
     * was still running then.
     */
    public long visibleFrom(long at) {
        return live <= at ? live : begun;
    }

    /** Returns the same change, rolled back at the given time at the latest. */
    public DeployedChange rolledBackBy(long time) {
        return time >= rolledBackAt
                ? this
                : new DeployedChange(
                        changeId,
                        service,
                        events,
                        production,
                        firstEvent,
                        lastEvent,
                        begun,
                        live,
                        time,
                        failed,
                        type,
                        lines,
                        cohorts,
                        rollbackOf,
                        dependencies);
    }

    /** Returns how the change ended, as seen from an incident that opened at the given time. */
    public Candidate.Result result(long openedAt) {
        if (rolledBackAt != OpenEnd.TIME) {
            return rolledBackAt > openedAt ? Candidate.Result.ROLLED_BACK : Candidate.Result.ROLLED_BACK_BEFORE;
        }
        return failed ? Candidate.Result.FAILED : Candidate.Result.LIVE;
    }
}
