package io.changelens.pipeline.sink;

import io.changelens.pipeline.delivery.Change;
import io.changelens.pipeline.delivery.Incident;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.IncidentPhase;
import java.time.Instant;

/** Tables of the delivery job. */
public final class DeliveryTables {

    /** What is known of each change. */
    public static final Table<Change> CHANGES = Table.<Change>named("changes")
            .text("change_id", c -> c.life().facts().getChangeId())
            .text("service", c -> c.life().facts().getService())
            .text("environment", c -> c.life().facts().getEnvironment())
            .text("state", c -> c.life().state())
            .text("change_type", c -> c.life().facts().getChangeType())
            .text("title", c -> c.life().facts().getTitle())
            .text("version", c -> c.life().facts().getVersion())
            .text("team", c -> c.life().facts().getTeam())
            .column("collaborating_teams", c -> c.life().facts().getCollaboratingTeams())
            .text("work_item", c -> c.life().facts().getWorkItem())
            .text("sprint", c -> c.life().facts().getSprint())
            .text("service_request", DeliveryTables::requestId)
            .column("requested_at", DeliveryTables::requestedAt)
            .column("planned_start", c -> c.life().facts().getPlannedStart())
            .column("planned_end", c -> c.life().facts().getPlannedEnd())
            .column("planned_at", c -> c.life().reached(ChangePhase.PLANNED))
            .column("approved_at", c -> c.life().reached(ChangePhase.APPROVED))
            .column("started_at", c -> c.life().reached(ChangePhase.STARTED))
            .column("succeeded_at", c -> c.life().reached(ChangePhase.SUCCEEDED))
            .column("failed_at", c -> c.life().reached(ChangePhase.FAILED))
            .column("rolled_back_at", c -> c.life().reached(ChangePhase.ROLLED_BACK))
            .column("cancelled_at", c -> c.life().reached(ChangePhase.CANCELLED))
            .column("actual_start", c -> c.life().actualStart())
            .column("actual_end", c -> c.life().actualEnd())
            .column("first_commit_at", c -> c.life().size().firstCommitAt())
            .column("commits", c -> c.life().size().commits())
            .column("lines_added", c -> c.life().size().linesAdded())
            .column("lines_removed", c -> c.life().size().linesRemoved())
            .column("files_changed", c -> c.life().size().filesChanged())
            .column("rollout_scope", c -> c.life().facts().getRolloutScope())
            .text("rollback_of", c -> c.life().facts().getRollbackOf())
            .text("remediates_incident", c -> c.life().facts().getRemediatesIncident())
            .column("service_known", c -> c.reached().serviceKnown())
            .column("value_streams", c -> c.reached().valueStreams())
            .column("catalog_revision", c -> c.reached().catalogRevision())
            .column("last_event_at", c -> c.life().lastEventAt())
            .column("events", c -> c.life().events())
            .key("change_id")
            .from(Change::cause)
            .build();

    /** What is known of each incident. */
    public static final Table<Incident> INCIDENTS = Table.<Incident>named("incidents")
            .text("incident_id", i -> i.life().facts().getIncidentId())
            .text("service", i -> i.life().facts().getService())
            .column("affected_services", i -> i.life().facts().getAffectedServices())
            .text("environment", i -> i.life().facts().getEnvironment())
            .text("state", i -> i.life().state())
            .text("severity", i -> i.life().facts().getSeverity())
            .text("category", i -> i.life().facts().getCategory())
            .text("title", i -> i.life().facts().getTitle())
            .text("team", i -> i.life().facts().getTeam())
            .text("cause_change_id", i -> i.life().facts().getCauseChangeId())
            .column("external", i -> i.life().facts().getExternal())
            .column("opened_at", i -> i.life().reached(IncidentPhase.OPENED))
            .column("acknowledged_at", i -> i.life().reached(IncidentPhase.ACKNOWLEDGED))
            .column("resolved_at", i -> i.life().resolvedAt())
            .column("reopened_at", i -> i.life().reached(IncidentPhase.REOPENED))
            .column("reopenings", i -> i.life().reopenings())
            .column("service_known", i -> i.reached().serviceKnown())
            .column("value_streams", i -> i.reached().valueStreams())
            .column("catalog_revision", i -> i.reached().catalogRevision())
            .column("last_event_at", i -> i.life().lastEventAt())
            .column("events", i -> i.life().events())
            .key("incident_id")
            .from(Incident::cause)
            .build();

    private DeliveryTables() {}

    private static String requestId(Change change) {
        var request = change.life().facts().getServiceRequest();
        return request == null ? null : request.getId();
    }

    private static Instant requestedAt(Change change) {
        var request = change.life().facts().getServiceRequest();
        return request == null ? null : request.getRequestedAt();
    }
}
