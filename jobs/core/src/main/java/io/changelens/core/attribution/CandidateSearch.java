package io.changelens.core.attribution;

import io.changelens.core.attribution.KpiShifts.Times;
import io.changelens.core.delivery.LiveTimes;
import java.io.Serializable;
import java.util.List;

/**
 * Selects the changes of a service that may have caused an incident, and the periods in which their evidence is read. Times
 * are epoch milliseconds.
 *
 * @param rules options of the attribution
 */
public record CandidateSearch(AttributionRules rules) implements Serializable {

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
                change.dependencies());
    }
}
