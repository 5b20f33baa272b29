package io.changelens.pipeline.delivery;

import io.changelens.estimation.delivery.IncidentLife;

/**
 * A row of {@code incidents}.
 *
 * @param life what its events say
 * @param reached what the catalog says of its service
 */
public record Incident(IncidentLife life, Reached reached) {}
