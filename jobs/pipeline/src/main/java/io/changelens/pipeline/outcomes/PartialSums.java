package io.changelens.pipeline.outcomes;

/**
 * Sums over activities that one subtask has seen.
 *
 * @param key what they have in common
 * @param sums the sums
 */
public record PartialSums(ActivityKey key, ActivitySums sums) {}
