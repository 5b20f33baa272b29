package io.changelens.core.effect;

/**
 * An intervention as it is known, and the times at which it ever was said to be.
 *
 * @param latest its latest revision
 * @param firstFrom earliest begin of all revisions
 * @param lastUntil latest end of all revisions since it has one
 */
public record TrackedIntervention(Intervention latest, long firstFrom, long lastUntil) {

    /** When it can no longer matter: an open end is not waited for longer than {@code patience}. */
    public long over(long patience, long retention) {
        return (lastUntil == Intervention.OPEN ? firstFrom + patience : lastUntil) + retention;
    }

    /** What is known with one more revision; {@code before} is null for the first. */
    public static TrackedIntervention with(TrackedIntervention before, Intervention latest, long longest) {
        long until = latest.shownUntil(longest);
        if (before == null) {
            return new TrackedIntervention(latest, latest.from(), until);
        }
        boolean wasOpen = before.lastUntil == Intervention.OPEN;
        return new TrackedIntervention(
                latest, Math.min(before.firstFrom, latest.from()), wasOpen ? until : Math.max(before.lastUntil, until));
    }
}
