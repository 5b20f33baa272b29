package io.changelens.core.attribution;

import io.changelens.core.delivery.LiveTimes;
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
 * @param liveTimes the times at which it was live, oldest first; while an attempt runs, the last one has
 *     {@link OpenEnd#TIME} as the time at which it was live
 * @param type ITIL type
 * @param lines lines added and removed
 * @param version version of its artefact, after which a cohort may be named; empty when unknown
 * @param dependencies ids of the services that the changed service depends on
 * @param callers ids of the services that depend on the changed service directly
 */
public record DeployedChange(
        String changeId,
        String service,
        long events,
        boolean production,
        long firstEvent,
        long lastEvent,
        List<LiveTimes> liveTimes,
        ChangeType type,
        long lines,
        String version,
        List<String> dependencies,
        List<String> callers) {

    /**
     * Returns what a calling service needs to know: when it was live, but not its relations, of which there may be
     * hundreds for each of as many callers.
     */
    public DeployedChange forCallers() {
        return new DeployedChange(
                changeId,
                service,
                events,
                production,
                firstEvent,
                lastEvent,
                liveTimes,
                type,
                lines,
                "",
                List.of(),
                List.of());
    }

    /**
     * Returns the rollout step or attempt that a change was in at a time: the latest one that was live by then, or whose
     * deployment had begun; otherwise the first.
     */
    public LiveTimes at(long time) {
        return liveTimes.get(indexAt(time));
    }

    private int indexAt(long time) {
        int found = 0;
        for (int i = 1; i < liveTimes.size(); i++) {
            LiveTimes times = liveTimes.get(i);
            // A step that widens a rollout began with the rollout, and counts once it is live.
            boolean anew = times.from() > liveTimes.get(i - 1).live();
            found = (anew ? times.from() : times.live()) <= time ? i : found;
        }
        return found;
    }

    /**
     * Returns from when KPIs may be affected, as seen at a time: from when the change was live, or from its start if it
     * was still running then.
     */
    public long visibleFrom(long time) {
        LiveTimes times = at(time);
        return times.live() <= time ? times.live() : times.from();
    }

    /** Whether the change was being deployed at a time. */
    public boolean isRunning(long time) {
        return at(time).live() > time;
    }

    /**
     * Returns the cohorts that had the change at a time: those of its rollout or, without any, that of its version if the
     * service names its cohorts after versions.
     */
    public RolloutScope scope(long time) {
        return new RolloutScope(at(time).cohorts(), version);
    }

    /** Returns how the change ended, as seen from an incident that opened at the given time. */
    public Candidate.Result result(long openedAt) {
        int index = indexAt(openedAt);
        for (LiveTimes times : liveTimes.subList(index, liveTimes.size())) {
            if (times.rolledBack()) {
                return times.until() > openedAt ? Candidate.Result.ROLLED_BACK : Candidate.Result.ROLLED_BACK_BEFORE;
            }
        }
        return liveTimes.get(index).failed() ? Candidate.Result.FAILED : Candidate.Result.LIVE;
    }
}
