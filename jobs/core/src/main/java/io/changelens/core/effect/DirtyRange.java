package io.changelens.core.effect;

/**
 * The times whose outcomes or interventions changed since effects were last reviewed.
 *
 * @param from first of them, epoch milliseconds
 * @param until end, exclusive
 */
public record DirtyRange(long from, long until) {

    /** Both. */
    public DirtyRange and(DirtyRange other) {
        return other == null ? this : new DirtyRange(Math.min(from, other.from), Math.max(until, other.until));
    }
}
