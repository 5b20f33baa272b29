package io.changelens.core.effect;

import io.changelens.core.estimator.KpiSeries;

/**
 * A KPI over the minutes that an estimate reads, in millionths of its unit.
 *
 * @param treated where the change is live
 * @param comparison elsewhere; null when there is no such place
 * @param events distinct events counted in both
 * @param negative whether a sum is below 0, as a KPI of signed values can have: no ratio can be formed of it
 */
public record KpiSums(KpiSeries treated, KpiSeries comparison, long events, boolean negative) {}
