package io.changelens.verify.views;

import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.ChangeType;
import io.changelens.schemas.Commit;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.IncidentPhase;
import io.changelens.schemas.ReleaseWindow;
import io.changelens.schemas.ServiceRequest;
import io.changelens.schemas.Severity;
import io.changelens.schemas.WindowKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A history of deliveries with what makes figures hard: rollbacks by themselves and by other changes, reopened incidents,
 * events that correct earlier ones, re-deployments, changes without commits, other environments, changes at midnight and
 * at the turn of a month, here and in other time zones.
 */
public final class GeneratedDelivery {

    private static final Instant BEGIN = Instant.parse("2026-01-20T00:00:00Z");
    private static final int DAYS = 80;
    private static final int CHANGES = 160;
    private static final int INCIDENTS = 40;

    /** Services and the value streams that they reach by the default catalog. */
    static final Map<String, List<String>> STREAMS = new TreeMap<>(Map.of(
            "identity", List.of("student-service", "course-delivery", "teacher-support", "operations-analytics"),
            "live-classroom", List.of("course-delivery"),
            "checkout", List.of("student-service"),
            "lonely", List.of()));

    /** A window in the midst of the history that protects one value stream. */
    static ReleaseWindow windowOf(String stream) {
        return new ReleaseWindow(
                "release-of-" + stream,
                1L,
                WindowKind.COURSE_RELEASE,
                "Release",
                List.of(stream),
                BEGIN.plus(Duration.ofDays(20)),
                BEGIN.plus(Duration.ofDays(40)),
                5,
                null,
                false,
                BEGIN);
    }

    private final Random random;
    final Map<String, List<DeploymentEvent>> changes = new TreeMap<>();
    final Map<String, List<IncidentEvent>> incidents = new TreeMap<>();
    /** The change that is reported as the cause of an incident; the others are external. */
    final Map<String, String> causes = new TreeMap<>();

    GeneratedDelivery(long seed) {
        random = new Random(seed);
        for (int i = 0; i < CHANGES; i++) {
            change("CH-" + i, i);
        }
        for (int i = 0; i < INCIDENTS; i++) {
            incident("INC-" + i);
        }
    }

    /** Mostly any time; now and then exactly at midnight UTC, or in Shanghai or New York. */
    private Instant sometime() {
        Instant day = BEGIN.plus(Duration.ofDays(random.nextInt(DAYS)));
        return switch (random.nextInt(8)) {
            case 0 -> day;
            case 1 -> day.minusMillis(1);
            case 2 -> day.plus(Duration.ofHours(16));
            case 3 -> day.plus(Duration.ofHours(5)).minusMillis(1);
            case 4 -> day.plus(Duration.ofHours(4));
            default -> day.plusMillis(random.nextInt(86_400_000));
        };
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private DeploymentEvent.Builder event(String id, ChangePhase phase, Instant at) {
        return DeploymentEvent.newBuilder()
                .setEventId(id + "/" + phase + "/" + at + "/" + random.nextInt(1_000_000))
                .setChangeId(id)
                .setPhase(phase)
                .setOccurredAt(at)
                .setService(id);
    }

    private void change(String id, int number) {
        String service = oneOf(List.copyOf(STREAMS.keySet()));
        String team = oneOf(java.util.Arrays.asList("blue", "green", null));
        Instant live = sometime();
        Instant began = live.minus(Duration.ofMinutes(random.nextInt(90)));
        List<DeploymentEvent.Builder> events = new ArrayList<>();
        if (random.nextInt(2) == 0) {
            Instant planned = began.minus(Duration.ofHours(random.nextInt(200)));
            events.add(event(id, ChangePhase.PLANNED, planned).setPlannedStart(began.plus(Duration.ofHours(1))));
            if (random.nextInt(2) == 0) {
                // Approved late now and then, after it had begun.
                Instant approved = planned.plus(Duration.ofHours(random.nextInt(220)));
                events.add(event(id, ChangePhase.APPROVED, approved).setTeam(random.nextInt(3) == 0 ? "board" : null));
            }
        }
        if (random.nextInt(3) > 0) {
            events.add(event(id, ChangePhase.STARTED, began));
        }
        int end = random.nextInt(20);
        ChangePhase phase = end < 14 ? ChangePhase.SUCCEEDED : end < 17 ? ChangePhase.FAILED : ChangePhase.CANCELLED;
        if (end < 19) {
            events.add(event(id, phase, live));
        }
        if (phase == ChangePhase.FAILED && random.nextInt(3) == 0) {
            events.add(event(id, ChangePhase.SUCCEEDED, live.plus(Duration.ofMinutes(40))));
        }
        if (phase == ChangePhase.SUCCEEDED && random.nextInt(8) == 0) {
            events.add(event(id, ChangePhase.ROLLED_BACK, live.plus(Duration.ofMinutes(random.nextInt(600)))));
        }
        if (phase == ChangePhase.SUCCEEDED && random.nextInt(10) == 0) {
            events.add(event(id, ChangePhase.SUCCEEDED, live.plus(Duration.ofHours(random.nextInt(50)))));
        }
        if (events.isEmpty()) {
            events.add(event(id, ChangePhase.PLANNED, began));
        }
        DeploymentEvent.Builder first = events.get(0);
        if (random.nextInt(4) > 0) {
            Instant before = live.minus(Duration.ofMinutes(random.nextInt(30_000)));
            // Now and then after the deployment: a rebase, or a wrong time zone.
            Instant committed = number % 17 == 3 ? live.plus(Duration.ofHours(2)) : before;
            first.setCommits(List.of(
                    new Commit("b" + number, committed.plus(Duration.ofMinutes(5)), 3, 1, 1),
                    new Commit("a" + number, random.nextInt(20) == 0 ? null : committed, 10, 2, 1)));
        }
        if (random.nextInt(4) == 0) {
            first.setServiceRequest(
                    new ServiceRequest("REQ-" + number, began.minus(Duration.ofDays(random.nextInt(30)))));
        }
        if (number > 5 && random.nextInt(10) == 0) {
            events.get(events.size() - 1).setRollbackOf("CH-" + random.nextInt(number));
        }
        if (random.nextInt(10) == 0) {
            first.setRemediatesIncident("INC-" + random.nextInt(INCIDENTS));
        }
        if (random.nextInt(10) == 0) {
            events.get(events.size() - 1).setActualEnd(live.minus(Duration.ofMinutes(1)));
        }
        first.setWorkItem(random.nextBoolean() ? "STORY-" + number : null)
                .setSprint(random.nextInt(3) == 0 ? "S1" : null)
                .setCollaboratingTeams(random.nextInt(3) == 0 ? List.of("data") : List.of())
                .setTeam(team);
        String environment = random.nextInt(6) == 0 ? "staging" : "production";
        List<DeploymentEvent> built = new ArrayList<>();
        for (DeploymentEvent.Builder builder : events) {
            builder.setService(service).setEnvironment(environment).setChangeType(ChangeType.NORMAL);
            built.add(builder.build());
        }
        // Corrected later: what was said first is wrong.
        if (random.nextInt(10) == 0) {
            DeploymentEvent last = built.get(built.size() - 1);
            built.add(event(id, last.getPhase(), last.getOccurredAt().plus(Duration.ofMinutes(7)))
                    .setService(service)
                    .setEnvironment(environment)
                    .setTeam("red")
                    .build());
        }
        changes.put(id, built);
    }

    private IncidentEvent.Builder incident(String id, IncidentPhase phase, Instant at) {
        return IncidentEvent.newBuilder()
                .setEventId(id + "/" + phase + "/" + at)
                .setIncidentId(id)
                .setPhase(phase)
                .setOccurredAt(at)
                .setService("live-classroom");
    }

    private void incident(String id) {
        Instant opened = sometime();
        Severity severity = oneOf(List.of(Severity.NONE, Severity.MINOR, Severity.MAJOR, Severity.CRITICAL));
        List<IncidentEvent> events = new ArrayList<>();
        String cause = random.nextInt(3) > 0 ? "CH-" + random.nextInt(CHANGES) : null;
        if (cause != null) {
            causes.put(id, cause);
        }
        events.add(incident(id, IncidentPhase.OPENED, opened)
                .setCauseChangeId(cause)
                .setExternal(cause == null)
                .setSeverity(severity)
                .setEnvironment(random.nextInt(10) == 0 ? "staging" : "production")
                .build());
        Instant resolved = opened.plus(Duration.ofMinutes(random.nextInt(3_000)));
        if (random.nextInt(6) > 0) {
            events.add(incident(id, IncidentPhase.RESOLVED, resolved).build());
            if (random.nextInt(3) == 0) {
                events.add(incident(id, IncidentPhase.REOPENED, resolved.plus(Duration.ofMinutes(9)))
                        .build());
                if (random.nextBoolean()) {
                    events.add(incident(id, IncidentPhase.RESOLVED, resolved.plus(Duration.ofMinutes(99)))
                            .build());
                }
            }
        }
        incidents.put(id, events);
    }
}
