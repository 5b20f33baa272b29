package io.changelens.pipeline.delivery;

import io.changelens.core.catalog.Impact;
import io.changelens.core.delivery.IncidentHistory;
import io.changelens.pipeline.decode.RecordPosition;

/**
 * A row of {@code incidents}.
 *
 * @param history what its events say
 * @param impact what the catalog says of its service
 * @param cause where the event stands that caused this revision
 */
public record Incident(IncidentHistory history, Impact impact, RecordPosition cause) {}
