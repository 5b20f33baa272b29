package io.changelens.core.attribution;

import java.util.List;

/**
 * A service's reply to an evidence request.
 *
 * @param incidentId id of the incident
 * @param service the service
 * @param openedAt when the incident opened, as known at the time of the reply, epoch milliseconds
 * @param candidates changes of the service that may have caused the incident, with the evidence of its KPIs
 * @param called what the KPIs of the service show at the changes of services that it calls
 * @param changeEvents number of distinct events of its changes around the incident, which only grows
 * @param analysis number of analyses of the KPIs that are over, of {@link EvidenceSchedule#COUNT}
 */
public record EvidenceReply(
        String incidentId,
        String service,
        long openedAt,
        List<Candidate> candidates,
        List<AtCalled> called,
        long changeEvents,
        int analysis) {

    /** Returns the shifts at a change of a called service; an empty list if there are none. */
    public List<KpiShift> shiftsAt(String changeId) {
        return called.stream()
                .filter(each -> each.changeId().equals(changeId))
                .flatMap(each -> each.shifts().stream())
                .toList();
    }

    /**
     * The shifts of the KPIs of the replying service at the change of a service that it calls.
     *
     * @param changeId id of the change
     * @param shifts shifts of the KPIs
     */
    public record AtCalled(String changeId, List<KpiShift> shifts) {}
}
