package io.changelens.core.kpi;

/**
 * What effects are measured on.
 *
 * @param valueStream id of the value stream
 * @param kpi id of the KPI
 */
public record KpiKey(String valueStream, String kpi) {}
