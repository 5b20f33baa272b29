package io.changelens.core.effect;

import io.changelens.core.estimator.KpiSeries;

/**
 * The sums of a KPI over the minutes that an analysis reads, in millionths of a unit.
 *
 * @param treated sums of the cohorts that have the change
 * @param comparison sums of the other cohorts; null when there are none
 * @param events distinct events counted in both
 * @param negative whether a sum is negative, as a KPI of signed values can have it; then no ratio can be formed
 */
public record KpiSums(KpiSeries treated, KpiSeries comparison, long events, boolean negative) {}
