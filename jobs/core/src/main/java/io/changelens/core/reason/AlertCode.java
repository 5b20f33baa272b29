package io.changelens.core.reason;

import java.util.List;

/**
 * What an alert says. Arguments with the same name have the same meaning: {@code change}, {@code incident},
 * {@code window}, {@code service}, {@code kpi} and {@code stream} (a value stream) are ids; {@code start} is a time;
 * {@code horizon} and {@code silence} are seconds; {@code percent}, {@code low} and {@code high} are percentages;
 * {@code reason} is a {@link io.changelens.core.calendar.CollisionReason}.
 */
public enum AlertCode implements ReasonCode {
    /** A change is planned within a release window. */
    COLLISION_AHEAD("change", "service", "start", "title", "window", "stream"),
    /** A collision is no longer ahead: it took place or was withdrawn. */
    COLLISION_NOT_AHEAD("change", "service", "title", "window", "stream", "reason"),
    /** A collision that was reported as ahead never was. */
    COLLISION_NEVER_AHEAD("change", "service", "title", "window", "stream"),
    /** A change made a KPI worse. */
    KPI_WORSE("change", "service", "kpi", "stream", "percent", "low", "high", "horizon"),
    /** A KPI became worse after a change, and other interventions may be the reason. */
    KPI_WORSE_CONFOUNDED("change", "service", "kpi", "stream", "percent", "low", "high", "horizon"),
    /** A change is no longer found to have made a KPI worse. */
    KPI_NOT_WORSE("change", "service", "kpi", "stream"),
    /** An open incident is attributed to a change; {@code changed} is the changed service. */
    INCIDENT_ATTRIBUTED("incident", "service", "change", "changed", "percent"),
    /** An incident that is attributed to a change is resolved. */
    ATTRIBUTED_INCIDENT_RESOLVED("incident", "service", "change", "changed", "percent"),
    /** An incident is attributed to no change any more. */
    INCIDENT_NOT_ATTRIBUTED("incident", "service"),
    /** A value stream has had no activity. */
    VALUE_STREAM_SILENT("stream", "silence"),
    /** A value stream has activity again. */
    VALUE_STREAM_ACTIVE("stream"),
    /** Records of a partition are unaccounted for. */
    INTAKE_UNBALANCED("topic", "partition", "read", "unaccounted"),
    /** All records of a partition are accounted for again. */
    INTAKE_BALANCED("topic", "partition");

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<String> arguments;

    AlertCode(String... arguments) {
        this.arguments = List.of(arguments);
    }

    @Override
    public List<String> arguments() {
        return arguments;
    }

    /**
     * Whether it takes an alert back that was raised before all events had arrived. How often that happens depends on
     * the order of arrival, so such an alert is news to those who were notified, and no row of the table.
     */
    public boolean takesBack() {
        return this == COLLISION_NEVER_AHEAD || this == KPI_NOT_WORSE || this == INCIDENT_NOT_ATTRIBUTED;
    }
}
