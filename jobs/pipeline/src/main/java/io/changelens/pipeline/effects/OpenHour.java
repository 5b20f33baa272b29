package io.changelens.pipeline.effects;

import io.changelens.pipeline.kpi.KpiStore;

/**
 * Key of the sums of an hour that may be revised.
 *
 * @param service service that was used
 * @param cohort cohort of the learners
 * @param hour start of the hour, epoch milliseconds
 */
public record OpenHour(String service, String cohort, long hour) implements KpiStore.HourKey {}
