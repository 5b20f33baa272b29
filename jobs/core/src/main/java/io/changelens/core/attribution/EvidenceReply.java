package io.changelens.core.attribution;

import java.util.List;

/**
 * A service's answer to an inquiry.
 *
 * @param incidentId id of the incident
 * @param service the service
 * @param openedAt when the incident opened, as it was known when this was answered
 * @param candidates its changes that may have caused the incident, with the evidence of its KPIs
 * @param changeEvents distinct events of its changes around the incident: they only grow
 * @param analysis how many of the looks at its KPIs are over, of {@link EvidenceSchedule#COUNT}
 */
public record EvidenceReply(
        String incidentId, String service, long openedAt, List<Candidate> candidates, long changeEvents, int analysis) {}
