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
 * What is known of an incident: its events put together, the same whatever order they came in.
 *
 * @param facts the latest value of each field; its own phase, id and time are those of the latest event
 * @param state the phase that it is in; an update does not change it
 * @param phaseTimes when each phase was reached: the first opening, of the others the latest
 * @param reopenings how often it was reopened
 * @param lastEventAt latest event time
 * @param events distinct events: its revision
 */
public record IncidentHistory(
        IncidentEvent facts,
        IncidentPhase state,
        Map<IncidentPhase, Instant> phaseTimes,
        int reopenings,
        Instant lastEventAt,
        long events) {

    /** By time; what happened at the same time is in the order of an incident's life. */
    private static final Comparator<IncidentEvent> ORDER = Comparator.comparing(IncidentEvent::getOccurredAt)
            .thenComparing(IncidentEvent::getPhase)
            .thenComparing(IncidentEvent::getEventId);

    /**
     * Puts an incident's events together.
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
            IncidentPhase phase = event.getPhase();
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
                reopenings,
                events.get(events.size() - 1).getOccurredAt(),
                events.size());
    }

    /** What is resolved is opened again by a reopening alone. */
    private static IncidentPhase after(IncidentPhase state, IncidentPhase next) {
        return switch (next) {
            case UPDATED, UNKNOWN -> state;
            case OPENED, ACKNOWLEDGED -> state == IncidentPhase.RESOLVED ? state : next;
            case RESOLVED, REOPENED -> next;
        };
    }

    /** An external cause and a change as cause exclude each other: what was said last holds. */
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

    /** When a phase was reached; null if it was not. */
    public Instant reached(IncidentPhase phase) {
        return phaseTimes.get(phase);
    }

    /** When it ended for good; null while it is open or open again. */
    public Instant resolvedAt() {
        return state == IncidentPhase.RESOLVED ? reached(IncidentPhase.RESOLVED) : null;
    }
}
