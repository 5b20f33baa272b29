package io.changelens.simulation;

import io.changelens.schemas.IncidentEvent;
import java.time.Instant;
import java.util.List;

/**
 * An incident with its events and what truly caused it.
 *
 * @param id its id
 * @param cause id of the change that caused it; empty when none did
 * @param opened when it was opened
 * @param events what is reported of it
 */
public record SimulatedIncident(String id, String cause, Instant opened, List<IncidentEvent> events) {}
