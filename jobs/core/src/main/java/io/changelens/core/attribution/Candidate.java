package io.changelens.core.attribution;

import io.changelens.schemas.ChangeType;
import java.util.List;

/**
 * A change that may have caused an incident.
 *
 * @param changeId id of the change
 * @param service the changed service
 * @param sinceLive milliseconds from the change being live to the incident's opening; from its start if it was still
 *     running
 * @param running whether the change was still running when the incident opened
 * @param type ITIL type
 * @param lines lines added and removed; 0 when unknown
 * @param result how the change ended
 * @param evidence evidence of the KPIs of its service
 * @param dependencies ids of the services that the changed service depends on
 * @param callers ids of the services that depend on the changed service directly
 */
public record Candidate(
        String changeId,
        String service,
        long sinceLive,
        boolean running,
        ChangeType type,
        long lines,
        Result result,
        Evidence evidence,
        List<String> dependencies,
        List<String> callers) {

    /** Returns the candidate with the evidence of calling services added: the shifts of their KPIs at the change. */
    public Candidate withCallers(List<KpiShift> shifts) {
        return new Candidate(
                changeId,
                service,
                sinceLive,
                running,
                type,
                lines,
                result,
                evidence.withCallers(shifts),
                dependencies,
                callers);
    }

    /** How a change ended, as seen from an incident. */
    public enum Result {
        /** It is live or still running. */
        LIVE,
        /** It failed technically. */
        FAILED,
        /** It was rolled back after the incident opened. */
        ROLLED_BACK,
        /** It was rolled back before the incident opened. */
        ROLLED_BACK_BEFORE
    }
}
