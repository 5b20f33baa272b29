package io.changelens.simulation;

import java.time.Instant;
import java.util.List;

/**
 * The effect of a change on one lever.
 *
 * @param changeId id of the change
 * @param lever what is affected
 * @param factor factor on it
 * @param from start, inclusive
 * @param until end, exclusive; {@link #FOREVER} if it does not end
 * @param scope cohorts that have the change; empty means all
 */
public record Planted(String changeId, Lever lever, double factor, Instant from, Instant until, List<String> scope) {

    /** The end of an effect that does not end. */
    public static final Instant FOREVER = Instant.MAX;

    /** Whether the effect is active at a time. */
    public boolean holds(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }

    /** Whether a cohort has the change. */
    public boolean reaches(String cohort) {
        return scope.isEmpty() || scope.contains(cohort);
    }
}
