package io.changelens.pipeline.delivery;

import io.changelens.core.delivery.IncidentLife;
import io.changelens.pipeline.decode.RecordPosition;

/**
 * A row of {@code incidents}.
 *
 * @param life what its events say
 * @param reached what the catalog says of its service
 * @param cause where the event stands that caused this revision
 */
public record Incident(IncidentLife life, Reached reached, RecordPosition cause) {}
