package io.changelens.simulation;

import io.changelens.core.catalog.CatalogIndex;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.ChangeType;
import io.changelens.schemas.Commit;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.ServiceRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Makes the events of a change. Where the value stream has adopted the integrated process, changes are smaller, planned
 * further ahead, linked to the value stream's own work, and wait less.
 */
public final class ChangeEvents {

    private static final Duration WINDOW = Duration.ofHours(1);

    private final UniformRandomProvider random;
    private final CatalogIndex catalog;
    private final Map<String, String> teams;

    /**
     * Draws details from a generator.
     *
     * @param random generator of random numbers
     * @param catalog catalog with services and teams
     */
    public ChangeEvents(UniformRandomProvider random, CatalogIndex catalog) {
        this.random = random;
        this.catalog = catalog;
        this.teams = catalog.catalog().getServices().stream()
                .collect(java.util.stream.Collectors.toMap(
                        io.changelens.schemas.Service::getId, service -> service.getTeam()));
    }

    /**
     * The events of a change, in the order of their time.
     *
     * @param draft the change
     * @param id its id
     * @param repaired id of the change that it rolls back; null for none
     */
    public List<DeploymentEvent> of(Draft draft, String id, String repaired) {
        boolean integrated = isIntegrated(draft);
        List<DeploymentEvent> events = new ArrayList<>();
        DeploymentEvent facts = facts(draft, id, repaired, integrated);
        Instant planned = draft.start.minus(ahead(draft, integrated));
        Instant wished = draft.firstPlannedFor == null ? draft.start : draft.firstPlannedFor;
        events.add(planned(step(facts, ChangePhase.PLANNED, planned, 1), wished));
        Duration untilApproved = Duration.between(planned, draft.start).dividedBy(integrated ? 5 : 2);
        if (draft.firstPlannedFor != null) {
            // Rescheduled two days after the first plan, because of the warning.
            events.add(planned(step(facts, ChangePhase.PLANNED, planned.plus(Duration.ofDays(2)), 2), draft.start));
            untilApproved = untilApproved.plus(Duration.ofDays(2));
        }
        if (draft.type != ChangeType.STANDARD) {
            events.add(step(facts, ChangePhase.APPROVED, planned.plus(untilApproved), 1));
        }
        if (draft.end == ChangePhase.CANCELLED) {
            events.add(step(facts, ChangePhase.CANCELLED, draft.start.minus(WINDOW), 1));
            return events;
        }
        events.add(step(facts, ChangePhase.STARTED, draft.start, 1));
        ChangePhase first = draft.end == ChangePhase.FAILED ? ChangePhase.FAILED : ChangePhase.SUCCEEDED;
        events.add(step(facts, first, draft.live(), 1));
        if (draft.end == ChangePhase.ROLLED_BACK) {
            events.add(step(facts, ChangePhase.ROLLED_BACK, draft.until, 1));
        }
        return events;
    }

    private boolean isIntegrated(Draft draft) {
        List<String> streams = catalog.valueStreamsOf(draft.service);
        return (streams.contains("course-delivery") && !draft.start.isBefore(Terms.PILOT))
                || (streams.contains("student-service") && !draft.start.isBefore(Terms.FOLLOWED));
    }

    private Duration ahead(Draft draft, boolean integrated) {
        if (draft.type == ChangeType.EMERGENCY) {
            return Duration.ofMinutes(20 + random.nextInt(40));
        }
        if (draft.kind == Kind.STORY) {
            return Duration.ofDays(11);
        }
        int days = integrated ? 3 + random.nextInt(4) : 1 + random.nextInt(3);
        return Duration.ofDays(days).plusMinutes(random.nextInt(600));
    }

    private DeploymentEvent facts(Draft draft, String id, String repaired, boolean integrated) {
        DeploymentEvent.Builder facts = DeploymentEvent.newBuilder()
                .setEventId("")
                .setChangeId(id)
                .setPhase(ChangePhase.PLANNED)
                .setOccurredAt(draft.start)
                .setService(draft.service)
                .setEnvironment("production")
                .setChangeType(draft.type)
                .setTitle(draft.title)
                .setVersion("2025." + id.replaceAll("\\D", ""))
                .setTeam(teams.get(draft.service))
                .setCommits(commits(draft, integrated))
                .setRolloutScope(draft.scope)
                .setRollbackOf(repaired);
        boolean urgent = draft.type == ChangeType.EMERGENCY;
        if (!urgent && random.nextDouble() < (integrated ? 0.95 : 0.35)) {
            facts.setWorkItem("STORY-" + (1000 + random.nextInt(9000)));
            facts.setSprint("sprint-" + (1 + Activity.hour(draft.start) / (14 * Rhythm.HOURS)));
        }
        if (!urgent && random.nextDouble() < (integrated ? 0.35 : 0.06)) {
            facts.setServiceRequest(ServiceRequest.newBuilder()
                    .setId("REQ-" + (1000 + random.nextInt(9000)))
                    .setRequestedAt(draft.start.minus(Duration.ofDays((integrated ? 6 : 15) + random.nextInt(12))))
                    .build());
        }
        if (random.nextDouble() < (integrated ? 0.65 : 0.15)) {
            List<String> others = teams.values().stream()
                    .distinct()
                    .filter(team -> !team.equals(teams.get(draft.service)))
                    .sorted()
                    .toList();
            facts.setCollaboratingTeams(List.of(others.get(random.nextInt(others.size()))));
        }
        return facts.build();
    }

    private List<Commit> commits(Draft draft, boolean integrated) {
        int count = draft.type == ChangeType.EMERGENCY ? 1 : 1 + random.nextInt(integrated ? 4 : 12);
        Duration oldest = draft.type == ChangeType.EMERGENCY
                ? Duration.ofMinutes(15)
                : Duration.ofHours((integrated ? 20 : 60) + random.nextInt(integrated ? 60 : 200));
        List<Commit> commits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            commits.add(Commit.newBuilder()
                    .setId(String.format("%016x", random.nextLong()))
                    .setCommittedAt(draft.start.minus(oldest.dividedBy(i + 1L)))
                    .setLinesAdded(1 + random.nextInt(200))
                    .setLinesRemoved(random.nextInt(90))
                    .setFilesChanged(1 + random.nextInt(12))
                    .build());
        }
        return commits;
    }

    private static DeploymentEvent step(DeploymentEvent facts, ChangePhase phase, Instant at, int which) {
        return DeploymentEvent.newBuilder(facts)
                .setEventId(facts.getChangeId() + "-" + phase + "-" + which)
                .setPhase(phase)
                .setOccurredAt(at)
                .build();
    }

    private static DeploymentEvent planned(DeploymentEvent event, Instant start) {
        event.setPlannedStart(start);
        event.setPlannedEnd(start.plus(WINDOW));
        return event;
    }
}
