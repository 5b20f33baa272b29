package io.changelens.core.attribution;

import io.changelens.core.attribution.KpiShifts.Times;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Selects the changes of a service that may have caused an incident, and the periods in which their evidence is read. Times
 * are epoch milliseconds.
 *
 * @param rules options of the attribution
 */
public record CandidateSearch(AttributionRules rules) implements Serializable {

    /** Whether a change was live, or in progress, within the look-back before an incident. */
    public boolean isCandidate(DeployedChange change, long openedAt) {
        long visibleFrom = change.visibleFrom(openedAt);
        return change.production()
                && visibleFrom <= openedAt
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

    /** Returns when changes were first rolled back by another change, by the id of the change that was rolled back. */
    public static Map<String, Long> rollbacks(Iterable<DeployedChange> changes) {
        Map<String, Long> times = new HashMap<>();
        for (DeployedChange change : changes) {
            if (change.production() && !change.rollbackOf().isEmpty()) {
                times.merge(change.rollbackOf(), change.live(), Math::min);
            }
        }
        return times;
    }

    /** Returns the earliest time that the evidence of a change reads. */
    public long evidenceFrom(DeployedChange change) {
        return change.begun() - rules.before().toMillis();
    }

    /**
     * Returns the comparisons of a change's evidence: the time since it was live, and, if that is longer, the time shortly
     * before the incident alone. The weaker evidence counts: a change that did no harm for hours did not start to.
     */
    public List<Times> comparisons(DeployedChange change, long openedAt) {
        long from = evidenceFrom(change);
        long until = Math.min(openedAt + rules.after().toMillis(), change.rolledBackAt());
        long visibleFrom = change.visibleFrom(openedAt);
        long lately = Math.max(visibleFrom, openedAt - rules.before().toMillis());
        Times sinceLive = new Times(from, change.begun(), visibleFrom, until);
        return lately == visibleFrom
                ? List.of(sinceLive)
                : List.of(sinceLive, new Times(from, change.begun(), lately, until));
    }

    /** Returns a change as a candidate for an incident, with its evidence. */
    public static Candidate candidate(DeployedChange change, long openedAt, Evidence evidence) {
        return new Candidate(
                change.changeId(),
                change.service(),
                openedAt - change.visibleFrom(openedAt),
                change.live() > openedAt,
                change.type(),
                change.lines(),
                change.result(openedAt),
                evidence,
                change.dependencies());
    }
}
