package io.changelens.simulation;

import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.IncidentPhase;
import io.changelens.schemas.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Makes incidents: caused by harmful changes, accidental, and caused by external providers. */
public final class Incidents {

    private static final double NOTICED = 0.85;
    private static final double TOLD = 0.25;
    private static final int ACCIDENTS = 14;
    private static final double EXTERNAL = 0.35;
    private static final List<String> ACCIDENT_SERVICES = List.of(
            "live-classroom",
            "video-player",
            "course-content",
            "learner-app",
            "checkout",
            "help-desk",
            "teacher-console",
            "gradebook",
            "reporting",
            "data-platform",
            "messaging",
            "search");

    private final UniformRandomProvider random;
    private final List<SimulatedIncident> incidents = new ArrayList<>();

    /**
     * Draws from a generator.
     *
     * @param random generator of random numbers
     */
    public Incidents(UniformRandomProvider random) {
        this.random = random;
    }

    /**
     * All incidents, with ids.
     *
     * @param changes the changes
     * @param drafts their drafts, at the same positions
     */
    public List<SimulatedIncident> of(List<SimulatedChange> changes, List<Draft> drafts) {
        for (int i = 0; i < changes.size(); i++) {
            Draft draft = drafts.get(i);
            boolean noticed = draft.kind == Kind.STORY || draft.kind == Kind.LARGE;
            if (noticed && draft.harms() && random.nextDouble() < NOTICED) {
                caused(changes.get(i), draft);
            }
        }
        for (int i = 0; i < ACCIDENTS; i++) {
            accident();
        }
        return incidents;
    }

    private void caused(SimulatedChange change, Draft draft) {
        Instant opened = draft.live().plus(Duration.ofMinutes(5 + random.nextInt(40)));
        Instant latest = draft.live().plus(Duration.ofHours(20));
        Instant resolved = (draft.until.isBefore(latest) ? draft.until : latest).plus(Duration.ofMinutes(10));
        String service = draft.moves.get(0).lever().service();
        Severity severity = draft.kind == Kind.STORY || draft.service.equals("identity")
                ? Severity.CRITICAL
                : random.nextDouble() < 0.6 ? Severity.MAJOR : Severity.MINOR;
        String told = random.nextDouble() < TOLD ? change.id() : null;
        add(service, opened, resolved, severity, "After a change: " + draft.title, change.id(), told, false);
    }

    private void accident() {
        LocalDate day = Terms.FIRST.plusDays(5 + random.nextInt(Terms.DAYS - 10));
        Instant opened = Terms.at(day, 0).plus(Duration.ofMinutes(random.nextInt(24 * 60)));
        Instant resolved = opened.plus(Duration.ofMinutes(20 + random.nextInt(160)));
        String service = ACCIDENT_SERVICES.get(random.nextInt(ACCIDENT_SERVICES.size()));
        boolean external = random.nextDouble() < EXTERNAL;
        String title = external ? "Outage of a provider" : "Disk full";
        add(service, opened, resolved, Severity.MINOR, title, "", null, external);
    }

    private void add(
            String service,
            Instant opened,
            Instant resolved,
            Severity severity,
            String title,
            String cause,
            String told,
            boolean external) {
        String id = String.format("INC-%03d", incidents.size() + 1);
        List<IncidentEvent> events = new ArrayList<>();
        IncidentEvent.Builder facts = IncidentEvent.newBuilder()
                .setEventId("")
                .setIncidentId(id)
                .setPhase(IncidentPhase.OPENED)
                .setOccurredAt(opened)
                .setService(service)
                .setSeverity(severity)
                .setCategory("technical")
                .setTitle(title)
                .setExternal(external);
        events.add(step(facts, IncidentPhase.OPENED, opened));
        events.add(step(facts, IncidentPhase.ACKNOWLEDGED, opened.plus(Duration.ofMinutes(2 + random.nextInt(12)))));
        if (told != null) {
            facts.setCauseChangeId(told);
        }
        events.add(step(facts, IncidentPhase.RESOLVED, resolved));
        incidents.add(new SimulatedIncident(id, cause, opened, events));
    }

    private static IncidentEvent step(IncidentEvent.Builder facts, IncidentPhase phase, Instant at) {
        return IncidentEvent.newBuilder(facts)
                .setEventId(facts.getIncidentId() + "-" + phase)
                .setPhase(phase)
                .setOccurredAt(at)
                .build();
    }
}
