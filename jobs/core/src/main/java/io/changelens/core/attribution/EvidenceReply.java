package io.changelens.core.attribution;

import java.util.List;

/**
 * A service's reply to an evidence request.
 *
 * @param incidentId id of the incident
 * @param service the service
 * @param openedAt when the incident opened, as known at the time of the reply, epoch milliseconds
 * @param candidates changes of the service that may have caused the incident, with the evidence of its KPIs
 * @param changeEvents number of distinct events of its changes around the incident, which only grows
 * @param analysis number of analyses of the KPIs that are over, of {@link EvidenceSchedule#COUNT}
 */
public record EvidenceReply(
        String incidentId,
        String service,
        long openedAt,
        List<Candidate> candidates,
        long changeEvents,
        int analysis) {}
