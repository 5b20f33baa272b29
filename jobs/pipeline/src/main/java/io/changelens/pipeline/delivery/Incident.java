package io.changelens.pipeline.delivery;

import io.changelens.core.catalog.Impact;
import io.changelens.core.delivery.IncidentHistory;
import io.changelens.pipeline.decode.RecordPosition;

/**
 * A row of {@code incidents}.
 *
 * @param history history of the incident
 * @param impact value streams that the affected services serve, by the catalog
 * @param cause position of the event that caused this revision
 */
public record Incident(IncidentHistory history, Impact impact, RecordPosition cause) {}
