package io.changelens.pipeline.effects;

import io.changelens.core.kpi.KpiKey;

/**
 * Key of the sums of a KPI in one day.
 *
 * @param key the KPI
 * @param day start of the day in UTC, epoch milliseconds
 */
public record ControlDay(KpiKey key, long day) {}
