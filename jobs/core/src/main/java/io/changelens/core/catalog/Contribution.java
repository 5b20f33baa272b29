package io.changelens.core.catalog;

import io.changelens.schemas.Aggregate;

/**
 * What activities of one verb on one service add to one KPI of one value stream.
 *
 * @param valueStream id of the value stream
 * @param kpi id of the KPI
 * @param numerator what is added above the line; null when the verb does not count there
 * @param denominator what is added below the line; null when the verb does not count there
 */
public record Contribution(String valueStream, String kpi, Aggregate numerator, Aggregate denominator) {}
