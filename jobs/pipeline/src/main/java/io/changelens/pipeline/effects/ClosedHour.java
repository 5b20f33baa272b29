package io.changelens.pipeline.effects;

/**
 * What the sums of an hour are kept by when they are final.
 *
 * @param cohort cohort of the learners
 * @param hour begin of the hour, epoch milliseconds
 */
public record ClosedHour(String cohort, long hour) {}
