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
        List<String> dependencies) {

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
