package io.changelens.core.attribution;

import io.changelens.core.reason.ReasonCode;
import java.util.List;

/**
 * What speaks for or against a change being the cause of an incident. Of the arguments, {@code kpi} is an id,
 * {@code percent} the relative shift of the KPI in per cent, {@code minutes} the time before the incident opened, and
 * {@code distance} a number of dependencies.
 */
public enum CandidateReason implements ReasonCode {
    /** It was reported as the cause. */
    REPORTED,
    /** A KPI of its service shifted for the worse. */
    KPI_SHIFTED("kpi", "percent"),
    /** A KPI of its service shifted for the worse, compared with cohorts without the change. */
    KPI_SHIFTED_WHERE_LIVE("kpi", "percent"),
    /** A KPI of its service became worse, by no finite ratio. */
    KPI_WORSE("kpi"),
    /** A KPI of its service became worse, by no finite ratio, compared with cohorts without the change. */
    KPI_WORSE_WHERE_LIVE("kpi"),
    /** A KPI has no data where it is live, while the others report. */
    SILENT_WHERE_LIVE("kpi"),
    /** A KPI of a service that calls its service became worse. */
    CALLER_WORSE("service", "kpi"),
    /** There are no KPIs to compare. */
    NO_DATA,
    /** The KPIs of its service became no worse. */
    KPIS_NO_WORSE,
    /** It failed. */
    FAILED,
    /** It was rolled back after the incident opened. */
    ROLLED_BACK_AFTERWARDS,
    /** It was rolled back before the incident opened. */
    ROLLED_BACK_BEFORE,
    /** It was live before the incident opened. */
    LIVE_BEFORE("minutes"),
    /** It began before the incident opened and was still running then. */
    STILL_RUNNING("minutes"),
    /** It changed the affected service itself. */
    ON_THE_SERVICE,
    /** It changed a service that the affected one depends on. */
    UPSTREAM("distance"),
    /** It changed a service that depends on the affected one. */
    DOWNSTREAM("distance"),
    /** It is a standard change (ITIL 4). */
    STANDARD_CHANGE,
    /** It is a normal change (ITIL 4). */
    NORMAL_CHANGE,
    /** It is an emergency change (ITIL 4). */
    EMERGENCY_CHANGE;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<String> arguments;

    CandidateReason(String... arguments) {
        this.arguments = List.of(arguments);
    }

    @Override
    public List<String> arguments() {
        return arguments;
    }
}
