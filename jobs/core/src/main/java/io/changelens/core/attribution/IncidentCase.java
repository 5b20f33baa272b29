package io.changelens.core.attribution;

import java.util.Map;

/**
 * The facts about an incident that attribution needs.
 *
 * @param incidentId id of the incident
 * @param service the most affected service
 * @param environment environment of the incident
 * @param openedAt when the incident opened, epoch milliseconds
 * @param open whether it is not resolved
 * @param severity severity
 * @param cause id of the change reported as its cause; empty when none is
 * @param external whether its cause is outside the organisation
 * @param events number of distinct events, which serves as the revision
 * @param distances transitive dependencies of the affected services, themselves included, with the number of
 *     dependencies between; negative for their dependents
 * @param catalogRevision catalog revision by which {@code distances} was determined
 */
public record IncidentCase(
        String incidentId,
        String service,
        String environment,
        long openedAt,
        boolean open,
        String severity,
        String cause,
        boolean external,
        long events,
        Map<String, Integer> distances,
        long catalogRevision) {}
