package io.changelens.core.effect;

/**
 * The range of event time in which outcomes or interventions have changed since effects were last reviewed.
 *
 * @param from start, epoch milliseconds
 * @param until end, exclusive
 */
public record DirtyRange(long from, long until) {

    /** Returns the smallest range that covers both; {@code other} may be null. */
    public DirtyRange and(DirtyRange other) {
        return other == null ? this : new DirtyRange(Math.min(from, other.from), Math.max(until, other.until));
    }
}
