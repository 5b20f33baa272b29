package io.changelens.core.attribution;

import io.changelens.core.attribution.KpiShifts.Times;
import io.changelens.core.delivery.LiveTimes;
import io.changelens.core.time.Minute;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Selects the changes of a service that may have caused an incident, and the periods in which their evidence is read. Times
 * are epoch milliseconds.
 *
 * @param rules options of the attribution
 */
public record CandidateSearch(AttributionRules rules) implements Serializable {

    private static final long OF_CALLERS = Minute.plus(0, 10);

    /** Whether a change was live, or in progress, within the look-back before an incident. */
    public boolean isCandidate(DeployedChange change, long openedAt) {
        if (!change.production()) {
            return false;
        }
        long visibleFrom = change.visibleFrom(openedAt);
        return visibleFrom <= openedAt
                && visibleFrom >= openedAt - rules.lookBack().toMillis();
    }

    /**
     * Whether the events of a change count towards the revision of a reply: those of candidates, and of changes with an event
     * within the look-back before or after the incident. The period of a change's events only grows as more events become
     * known, so the revision only grows and its last value does not depend on the order of arrival.
     */
    public boolean isNear(DeployedChange change, long openedAt) {
        long width = rules.lookBack().toMillis();
        boolean eventsNear = change.firstEvent() <= openedAt + width && change.lastEvent() >= openedAt - width;
        return eventsNear || isCandidate(change, openedAt);
    }

    /** Returns the earliest time that the evidence of a change on an incident reads. */
    public long evidenceFrom(DeployedChange change, long openedAt) {
        return change.at(openedAt).from() - rules.before().toMillis();
    }

    /**
     * Returns the comparisons of a change's evidence: the time since it was live, and, if that is longer, the time shortly
     * before the incident alone. The weaker evidence counts: a change that did no harm for hours did not start to.
     */
    public List<Times> comparisons(DeployedChange change, long openedAt) {
        LiveTimes live = change.at(openedAt);
        long from = evidenceFrom(change, openedAt);
        long until = Math.min(openedAt + rules.after().toMillis(), live.until());
        long visibleFrom = change.visibleFrom(openedAt);
        long lately = Math.max(visibleFrom, openedAt - rules.before().toMillis());
        Times sinceLive = new Times(from, live.from(), visibleFrom, until);
        return lately == visibleFrom
                ? List.of(sinceLive)
                : List.of(sinceLive, new Times(from, live.from(), lately, until));
    }

    /**
     * Returns the times in which the KPIs of calling services are compared: the ten minutes before the change began, and
     * the first ten in which it was live. Many changes of services that a caller depends on may go live within minutes,
     * and shorter times tell them apart.
     */
    public Times ofCallers(DeployedChange change, long openedAt) {
        LiveTimes live = change.at(openedAt);
        long visibleFrom = change.visibleFrom(openedAt);
        long until = Math.min(openedAt + rules.after().toMillis(), live.until());
        return new Times(live.from() - OF_CALLERS, live.from(), visibleFrom, Math.min(until, visibleFrom + OF_CALLERS));
    }

    /** Returns the cohorts named by the rollouts of those changes that are candidates: canaries. */
    public Set<String> cohorts(Iterable<DeployedChange> changes, long openedAt) {
        Set<String> cohorts = new HashSet<>();
        for (DeployedChange change : changes) {
            if (isCandidate(change, openedAt)) {
                cohorts.addAll(change.at(openedAt).cohorts());
            }
        }
        return cohorts;
    }

    /** Returns a change as a candidate for an incident, with its evidence. */
    public static Candidate candidate(DeployedChange change, long openedAt, Evidence evidence) {
        return new Candidate(
                change.changeId(),
                change.service(),
                openedAt - change.visibleFrom(openedAt),
                change.isRunning(openedAt),
                change.type(),
                change.lines(),
                change.result(openedAt),
                evidence,
                change.dependencies(),
                change.callers());
    }
}
