package io.changelens.importer;

import java.time.Instant;

/**
 * Outcomes that an earlier revision of the catalog computed and the newest one would compute differently.
 *
 * @param hours number of hours with such outcomes, summed over value streams and services; at least 1
 * @param until end of the last minute with such outcomes
 */
public record OutdatedOutcomes(long hours, Instant until) {}
