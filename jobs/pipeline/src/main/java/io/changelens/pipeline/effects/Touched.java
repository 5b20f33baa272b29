package io.changelens.pipeline.effects;

/**
 * The times whose outcomes or interventions changed since effects were last reviewed.
 *
 * @param from first of them, epoch milliseconds
 * @param until end, exclusive
 */
public record Touched(long from, long until) {

    /** Both. */
    Touched and(Touched other) {
        return other == null ? this : new Touched(Math.min(from, other.from), Math.max(until, other.until));
    }
}
