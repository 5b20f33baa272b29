package io.changelens.core.attribution;

import java.util.Map;

/**
 * An incident as far as its causes are concerned.
 *
 * @param incidentId id of the incident
 * @param service the service that suffers most
 * @param environment where it happens
 * @param openedAt when it opened, epoch milliseconds
 * @param open whether it is not resolved
 * @param severity how bad it is
 * @param cause id of the change reported as its cause; empty when none is
 * @param external whether its cause lies outside
 * @param events distinct events: its revision
 * @param distances services that the suffering ones depend on, themselves included, with the dependencies between;
 *     negative for those that depend on them
 * @param catalogRevision the revision that says so
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
