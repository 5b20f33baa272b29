package io.changelens.pipeline.sink;

import io.changelens.core.delivery.Deployment.Failure;
import io.changelens.core.delivery.LiveTimes;
import io.changelens.pipeline.delivery.Change;
import io.changelens.pipeline.delivery.Incident;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.IncidentPhase;
import java.time.Instant;
import java.util.List;

/** Tables of the delivery job. */
public final class DeliveryTables {

    /** The latest state of each change. */
    public static final Table<Change> CHANGES = Table.<Change>named("changes")
            .text("change_id", c -> c.history().facts().getChangeId())
            .text("service", c -> c.impact().service())
            .text("environment", c -> c.history().facts().getEnvironment())
            .text("state", c -> c.history().state())
            .text("change_type", c -> c.history().facts().getChangeType())
            .text("title", c -> c.history().facts().getTitle())
            .text("version", c -> c.history().facts().getVersion())
            .text("team", c -> c.history().facts().getTeam())
            .column("collaborating_teams", c -> c.history().facts().getCollaboratingTeams())
            .text("work_item", c -> c.history().facts().getWorkItem())
            .text("sprint", c -> c.history().facts().getSprint())
            .text("service_request", DeliveryTables::requestId)
            .column("requested_at", DeliveryTables::requestedAt)
            .column("planned_start", c -> c.history().facts().getPlannedStart())
            .column("planned_end", c -> c.history().facts().getPlannedEnd())
            .column("planned_at", c -> c.history().reached(ChangePhase.PLANNED))
            .column("approved_at", c -> c.history().reached(ChangePhase.APPROVED))
            .column("started_at", c -> c.history().reached(ChangePhase.STARTED))
            .column("succeeded_at", c -> c.history().reached(ChangePhase.SUCCEEDED))
            .column("failed_at", c -> c.history().reached(ChangePhase.FAILED))
            .column("rolled_back_at", c -> c.history().reached(ChangePhase.ROLLED_BACK))
            .column("cancelled_at", c -> c.history().reached(ChangePhase.CANCELLED))
            .column("actual_start", c -> c.history().actualStart())
            .column("actual_end", c -> c.history().actualEnd())
            .column("first_commit_at", c -> c.history().size().firstCommitAt())
            .column("commits", c -> c.history().size().commits())
            .column("lines_added", c -> c.history().size().linesAdded())
            .column("lines_removed", c -> c.history().size().linesRemoved())
            .column("files_changed", c -> c.history().size().filesChanged())
            .column("rollout_scope", c -> c.history().facts().getRolloutScope())
            .text("rollback_of", c -> c.delivered().relations().rollbackOf())
            .text("remediates_incident", c -> c.history().facts().getRemediatesIncident())
            .column("service_known", c -> c.impact().serviceKnown())
            .column("value_streams", c -> c.impact().valueStreams())
            .column("catalog_revision", c -> c.impact().catalogRevision())
            .column("last_event_at", c -> c.history().lastEventAt())
            .column("events", c -> c.history().events())
            .column("production", c -> c.delivered().production())
            .column("attempts", c -> c.history().attempts())
            .column("live", c -> c.history().deployment().live())
            .column("deployed_at", c -> c.delivered().deployedAt())
            .column("live_at", c -> c.delivered().liveAt())
            .column("exposed_until", c -> c.delivered().exposedUntil())
            .column("failure", DeliveryTables::failure)
            .column("recovery_from", c -> c.delivered().recoveryFrom())
            .column("recovered_at", c -> c.delivered().recoveredAt())
            .column("first_of_service", c -> c.delivered().relations().first())
            .column("lead_seconds", c -> c.delivered().leadSeconds())
            .column("lead_reversed", c -> c.delivered().isLeadReversed())
            .text("rolled_back_by", c -> c.delivered().relations().rolledBackBy())
            .column("rollback_inferred", c -> c.delivered().relations().inferred())
            .column("rollout_at", DeliveryTables::rolloutAt)
            .column("rollout_scopes", DeliveryTables::rolloutScopes)
            .key("change_id")
            .from(Change::cause)
            .build();

    /** The latest state of each incident. */
    public static final Table<Incident> INCIDENTS = Table.<Incident>named("incidents")
            .text("incident_id", i -> i.history().facts().getIncidentId())
            .text("service", i -> i.impact().service())
            .column(
                    "affected_services",
                    i -> i.impact().services().subList(1, i.impact().services().size()))
            .text("environment", i -> i.history().facts().getEnvironment())
            .text("state", i -> i.history().state())
            .text("severity", i -> i.history().facts().getSeverity())
            .text("category", i -> i.history().facts().getCategory())
            .text("title", i -> i.history().facts().getTitle())
            .text("team", i -> i.history().facts().getTeam())
            .text("cause_change_id", i -> i.history().facts().getCauseChangeId())
            .column("external", i -> i.history().facts().getExternal())
            .column("opened_at", i -> i.history().reached(IncidentPhase.OPENED))
            .column("acknowledged_at", i -> i.history().reached(IncidentPhase.ACKNOWLEDGED))
            .column("resolved_at", i -> i.history().resolvedAt())
            .column("reopened_at", i -> i.history().reached(IncidentPhase.REOPENED))
            .column("reopenings", i -> i.history().reopenings())
            .column("service_known", i -> i.impact().serviceKnown())
            .column("value_streams", i -> i.impact().valueStreams())
            .column("catalog_revision", i -> i.impact().catalogRevision())
            .column("last_event_at", i -> i.history().lastEventAt())
            .column("events", i -> i.history().events())
            .column("production", Incident::production)
            .column("began_at", i -> i.history().beganAt())
            .key("incident_id")
            .from(Incident::cause)
            .build();

    private DeliveryTables() {}

    private static String failure(Change change) {
        Failure failure = change.delivered().failure();
        return failure == Failure.NONE ? "" : failure.name();
    }

    private static List<Instant> rolloutAt(Change change) {
        return change.delivered().liveTimes().stream()
                .map(times -> Instant.ofEpochMilli(times.live()))
                .toList();
    }

    private static List<List<String>> rolloutScopes(Change change) {
        return change.delivered().liveTimes().stream().map(LiveTimes::cohorts).toList();
    }

    private static String requestId(Change change) {
        var request = change.history().facts().getServiceRequest();
        return request == null ? null : request.getId();
    }

    private static Instant requestedAt(Change change) {
        var request = change.history().facts().getServiceRequest();
        return request == null ? null : request.getRequestedAt();
    }
}
