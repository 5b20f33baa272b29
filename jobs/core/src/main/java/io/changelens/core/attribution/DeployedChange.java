package io.changelens.core.attribution;

import io.changelens.schemas.ChangeType;
import java.util.List;

/**
 * A change as far as incidents care. Times are epoch milliseconds.
 *
 * @param changeId id of the change
 * @param service the service that it changed
 * @param events distinct events: its revision
 * @param production whether it is known to have been made in production; one that turns out not to have been is withdrawn
 * @param firstEvent earliest event time of its life
 * @param lastEvent latest event time of its life
 * @param begun when work on the environment began
 * @param live when it was live, or failed; {@link #NEVER} while it runs
 * @param rolledBackAt when it was rolled back; {@link #NEVER} if it was not
 * @param failed whether it failed technically
 * @param type ITIL type
 * @param lines lines added and removed
 * @param cohorts cohorts that have it; empty means everybody
 * @param rollbackOf the change that it takes back when it succeeds; empty when there is none
 * @param dependencies services that the changed one depends on
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

    /** Later than any time. */
    public static final long NEVER = 1L << 60;

    /** From when on it can show in KPIs, seen at a time: from when it was live, or began if it still ran then. */
    public long visibleFrom(long at) {
        return live <= at ? live : begun;
    }

    /** The same, taken back no later than that. */
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

    /** How it ended, seen from an incident that opened at a time. */
    public Candidate.Result result(long openedAt) {
        if (rolledBackAt != NEVER) {
            return rolledBackAt > openedAt ? Candidate.Result.ROLLED_BACK : Candidate.Result.ROLLED_BACK_BEFORE;
        }
        return failed ? Candidate.Result.FAILED : Candidate.Result.LIVE;
    }
}
