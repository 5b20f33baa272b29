package io.changelens.simulation;

import io.changelens.schemas.IncidentEvent;
import java.time.Instant;
import java.util.List;

/**
 * An incident with its events and its true cause.
 *
 * @param id its id
 * @param cause id of the change that caused it; empty for none
 * @param opened when it was opened
 * @param events its events
 */
public record SimulatedIncident(String id, String cause, Instant opened, List<IncidentEvent> events) {}
