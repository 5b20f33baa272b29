package io.changelens.core.attribution;

import io.changelens.schemas.ChangeType;
import java.util.List;

/**
 * A change that may have caused an incident.
 *
 * @param changeId id of the change
 * @param service the service that it changed
 * @param sinceLive milliseconds before the incident that it went live, or began if it was still running
 * @param running whether it was still running when the incident opened
 * @param type ITIL type
 * @param lines lines added and removed; 0 when unknown
 * @param result how it ended
 * @param evidence what the KPIs of its service say
 * @param dependencies the services that the changed one depends on
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

    /** How a change ended, seen from an incident. */
    public enum Result {
        /** It is live, or runs. */
        LIVE,
        /** It failed technically. */
        FAILED,
        /** It was taken back after the incident opened. */
        ROLLED_BACK,
        /** It had been taken back before the incident opened. */
        ROLLED_BACK_BEFORE
    }
}
