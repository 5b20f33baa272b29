package io.changelens.core.delivery;

import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.IncidentPhase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The history of an incident, put together from its events. The result does not depend on the order in which the events
 * arrived.
 *
 * @param facts latest reported value of each field; its phase, event id and time are those of the latest event
 * @param state current phase; an update does not alter it
 * @param phaseTimes event time at which each phase was reached: of openings the first, of other phases the latest
 * @param beganAt earliest time known of it: its opening may be reported last, or never
 * @param reopenings number of reopenings
 * @param lastEventAt latest event time
 * @param events number of distinct events, which serves as the revision
 */
public record IncidentHistory(
        IncidentEvent facts,
        IncidentPhase state,
        Map<IncidentPhase, Instant> phaseTimes,
        Instant beganAt,
        int reopenings,
        Instant lastEventAt,
        long events) {

    /** Orders events by time; simultaneous events by the usual order of phases, then by event id. */
    private static final Comparator<IncidentEvent> ORDER = Comparator.comparing(IncidentEvent::getOccurredAt)
            .thenComparing(IncidentEvent::getPhase)
            .thenComparing(IncidentEvent::getEventId);

    /**
     * Puts the events of an incident together.
     *
     * @param distinct its events, each once, in any order; at least one
     */
    public static IncidentHistory of(Collection<IncidentEvent> distinct) {
        List<IncidentEvent> events = new ArrayList<>(distinct);
        events.sort(ORDER);
        IncidentEvent facts = LatestValues.of(events);
        settleCause(facts, events);
        Map<IncidentPhase, Instant> phaseTimes = new EnumMap<>(IncidentPhase.class);
        IncidentPhase state = IncidentPhase.OPENED;
        int reopenings = 0;
        for (IncidentEvent event : events) {
            IncidentPhase phase = asReopening(event.getPhase(), state, phaseTimes);
            if (phase != IncidentPhase.OPENED || !phaseTimes.containsKey(phase)) {
                phaseTimes.put(phase, event.getOccurredAt());
            }
            state = after(state, phase);
            reopenings += phase == IncidentPhase.REOPENED ? 1 : 0;
        }
        return new IncidentHistory(
                facts,
                state,
                phaseTimes,
                events.get(0).getOccurredAt(),
                reopenings,
                events.get(events.size() - 1).getOccurredAt(),
                events.size());
    }

    /**
     * An OPENED after the resolution of an incident that had been opened before opens it again, as tools report it that
     * know no REOPENED. Without an earlier OPENED it is the opening, reported late.
     */
    private static IncidentPhase asReopening(
            IncidentPhase phase, IncidentPhase state, Map<IncidentPhase, Instant> phaseTimes) {
        boolean again = phase == IncidentPhase.OPENED
                && state == IncidentPhase.RESOLVED
                && phaseTimes.containsKey(IncidentPhase.OPENED);
        return again ? IncidentPhase.REOPENED : phase;
    }

    /** Returns the state after one more event. Only a reopening opens a resolved incident again. */
    private static IncidentPhase after(IncidentPhase state, IncidentPhase next) {
        return switch (next) {
            case UPDATED, UNKNOWN -> state;
            case OPENED, ACKNOWLEDGED -> state == IncidentPhase.RESOLVED ? state : next;
            case RESOLVED, REOPENED -> next;
        };
    }

    /** Sets the cause. An external cause and a causing change exclude each other; the latest report holds. */
    private static void settleCause(IncidentEvent facts, List<IncidentEvent> events) {
        for (IncidentEvent event : events) {
            if (event.getExternal()) {
                facts.setExternal(true);
                facts.setCauseChangeId(null);
            } else if (event.getCauseChangeId() != null) {
                facts.setExternal(false);
                facts.setCauseChangeId(event.getCauseChangeId());
            }
        }
    }

    /** Event time at which a phase was reached; null if it was not. */
    public Instant reached(IncidentPhase phase) {
        return phaseTimes.get(phase);
    }

    /** Whether the incident is not resolved. */
    public boolean isOpen() {
        return state != IncidentPhase.RESOLVED;
    }

    /** When the incident was resolved; null while it is open or reopened. */
    public Instant resolvedAt() {
        return state == IncidentPhase.RESOLVED ? reached(IncidentPhase.RESOLVED) : null;
    }
}
