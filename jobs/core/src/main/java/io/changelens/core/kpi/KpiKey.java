package io.changelens.core.kpi;

/**
 * Identifies what effects are measured on: one KPI of one value stream.
 *
 * @param valueStream id of the value stream
 * @param kpi id of the KPI
 */
public record KpiKey(String valueStream, String kpi) {}
