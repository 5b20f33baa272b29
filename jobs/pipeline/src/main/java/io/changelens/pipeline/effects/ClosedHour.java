package io.changelens.pipeline.effects;

import io.changelens.pipeline.kpi.KpiStore;

/**
 * Key of the sums of an hour that are final.
 *
 * @param cohort cohort of the learners
 * @param hour start of the hour, epoch milliseconds
 */
public record ClosedHour(String cohort, long hour) implements KpiStore.HourKey {}
