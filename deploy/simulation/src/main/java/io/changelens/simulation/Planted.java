package io.changelens.simulation;

import java.time.Instant;
import java.util.List;

/**
 * What a change does to one thing.
 *
 * @param changeId the change
 * @param lever what it moves
 * @param factor by how much
 * @param from from when
 * @param until when that ends; {@link #FOREVER} if it does not
 * @param scope cohorts it is live for; empty means everybody
 */
public record Planted(String changeId, Lever lever, double factor, Instant from, Instant until, List<String> scope) {

    public static final Instant FOREVER = Instant.MAX;

    public boolean holds(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }

    public boolean reaches(String cohort) {
        return scope.isEmpty() || scope.contains(cohort);
    }
}
