package io.changelens.pipeline.sink;

import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.IncidentPhase;
import io.changelens.schemas.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Generated incidents within three days: reopened, resolved before they were opened by a clock that is seconds behind,
 * without a report of their opening, open, of each severity, in production and elsewhere.
 */
final class GeneratedIncidents {

    static final Instant BEGIN = GeneratedLives.BEGIN.plus(Duration.ofDays(20));
    static final Duration LENGTH = Duration.ofDays(3);

    /**
     * An incident, and what its script says about it.
     *
     * @param beganAt earliest time known of it
     * @param resolvedAt when it was resolved; null while it is open
     * @param features what is special about it
     */
    record Generated(
            String id,
            String service,
            boolean production,
            Severity severity,
            List<IncidentEvent> events,
            Instant beganAt,
            Instant resolvedAt,
            Set<String> features) {

        boolean isDown() {
            return production && (severity == Severity.MAJOR || severity == Severity.CRITICAL);
        }
    }

    final List<Generated> incidents = new ArrayList<>();
    private final Random random;

    GeneratedIncidents(long seed, int number) {
        random = new Random(seed);
        for (int i = 0; i < number; i++) {
            incidents.add(incident("INC-" + i));
        }
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private Generated incident(String id) {
        String service = oneOf(GeneratedLives.SERVICES);
        boolean production = !oneIn(6);
        Severity severity = oneOf(List.of(Severity.NONE, Severity.MINOR, Severity.MAJOR, Severity.CRITICAL));
        Set<String> features = new LinkedHashSet<>();
        boolean open = oneIn(8);
        // What is open lasts to the end of the data, so it begins shortly before that.
        int latest = (int) LENGTH.minusHours(open ? 0 : 8).toMillis();
        int earliest = open ? latest - (int) Duration.ofHours(1).toMillis() : 0;
        Instant began = BEGIN.plusMillis(earliest + random.nextInt(latest - earliest));
        Instant ended = began.plusMillis(1 + random.nextInt(90 * 60_000));
        List<IncidentEvent> events = new ArrayList<>();
        int opening = open ? 0 : random.nextInt(6);
        Instant known = began;
        Instant resolved = open ? null : ended;
        if (opening == 1) {
            features.add("opening missing");
            event(events, id, IncidentPhase.ACKNOWLEDGED, began);
        } else if (opening == 2) {
            features.add("resolved before opened");
            known = ended;
            event(events, id, IncidentPhase.OPENED, ended.plusSeconds(1 + random.nextInt(40)));
        } else {
            event(events, id, IncidentPhase.OPENED, began);
        }
        if (!open) {
            event(events, id, IncidentPhase.RESOLVED, ended);
        }
        if (!open && opening > 2 && oneIn(2)) {
            features.add("reopened");
            // Some tools say OPENED again.
            Instant again = ended.plus(Duration.ofMinutes(5 + random.nextInt(50)));
            event(events, id, oneOf(List.of(IncidentPhase.OPENED, IncidentPhase.REOPENED)), again);
            resolved = again.plus(Duration.ofMinutes(1 + random.nextInt(90)));
            event(events, id, IncidentPhase.RESOLVED, resolved);
        }
        if (open) {
            features.add("open");
        }
        for (IncidentEvent event : events) {
            event.setService(service);
            event.setEnvironment(production ? "production" : "staging");
            event.setSeverity(severity);
        }
        return new Generated(id, service, production, severity, events, known, resolved, features);
    }

    private static void event(List<IncidentEvent> events, String id, IncidentPhase phase, Instant at) {
        events.add(IncidentEvent.newBuilder()
                .setEventId(id + "/" + events.size())
                .setIncidentId(id)
                .setPhase(phase)
                .setOccurredAt(at)
                .setService("")
                .build());
    }
}
