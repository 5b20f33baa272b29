package io.changelens.core.attribution;

/**
 * Asks a service about an incident: which of your changes may have caused it?
 *
 * @param incidentId id of the incident
 * @param service the service that is asked
 * @param openedAt when the incident opened, epoch milliseconds
 * @param events distinct events of the incident: its revision
 */
public record EvidenceRequest(String incidentId, String service, long openedAt, long events) {}
