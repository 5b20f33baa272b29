package io.changelens.core.effect;

import io.changelens.core.time.OpenEnd;

/**
 * The latest revision of an intervention, and the time that all its revisions covered.
 *
 * @param latest latest revision
 * @param firstFrom earliest start of all revisions
 * @param lastUntil latest end of all revisions since the first with an end
 */
public record TrackedIntervention(Intervention latest, long firstFrom, long lastUntil) {

    /**
     * Returns when the intervention can no longer affect any analysis.
     *
     * @param patience length that is assumed for an intervention with an open end, in milliseconds
     * @param retention time after its end in which analyses may read it, in milliseconds
     */
    public long over(long patience, long retention) {
        return (lastUntil == OpenEnd.TIME ? firstFrom + patience : lastUntil) + retention;
    }

    /**
     * Adds a revision.
     *
     * @param before what was known; null for the first revision
     * @param latest the new revision
     * @param longest longest horizon, in milliseconds
     */
    public static TrackedIntervention with(TrackedIntervention before, Intervention latest, long longest) {
        long until = latest.shownUntil(longest);
        if (before == null) {
            return new TrackedIntervention(latest, latest.from(), until);
        }
        boolean wasOpen = before.lastUntil == OpenEnd.TIME;
        return new TrackedIntervention(
                latest, Math.min(before.firstFrom, latest.from()), wasOpen ? until : Math.max(before.lastUntil, until));
    }
}
