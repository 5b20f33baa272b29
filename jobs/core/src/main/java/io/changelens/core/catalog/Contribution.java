package io.changelens.core.catalog;

import io.changelens.schemas.Aggregate;

/**
 * The contribution of activities with one verb on one service to one KPI of one value stream.
 *
 * @param valueStream id of the value stream
 * @param kpi id of the KPI
 * @param numerator aggregate that is added to the numerator; null when the verb does not count there
 * @param denominator aggregate that is added to the denominator; null when the verb does not count there
 */
public record Contribution(String valueStream, String kpi, Aggregate numerator, Aggregate denominator) {}
