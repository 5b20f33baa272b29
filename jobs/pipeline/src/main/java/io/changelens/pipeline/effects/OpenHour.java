package io.changelens.pipeline.effects;

/**
 * What the sums of an hour are kept by while they may be revised.
 *
 * @param service service that was used
 * @param cohort cohort of the learners
 * @param hour begin of the hour, epoch milliseconds
 */
public record OpenHour(String service, String cohort, long hour) {}
