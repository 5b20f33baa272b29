package io.changelens.core.attribution;

/**
 * A request to a service for its changes that may have caused an incident, and the evidence of its KPIs.
 *
 * @param incidentId id of the incident
 * @param service the requested service
 * @param openedAt when the incident opened, epoch milliseconds
 * @param events number of distinct events of the incident, which serves as the revision
 */
public record EvidenceRequest(String incidentId, String service, long openedAt, long events) {}
