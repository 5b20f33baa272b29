package io.changelens.pipeline.calendar;

import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.ReleaseWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What collides, by comparing everything with everything at each time, in the order in which it happened. */
final class SlowCollisions {

    private final Duration margin;
    private final Map<String, List<DeploymentEvent>> changes = new TreeMap<>();
    private final Map<String, ReleaseWindow> windows = new TreeMap<>();
    private final Map<String, String> states = new TreeMap<>();

    SlowCollisions(Duration margin) {
        this.margin = margin;
    }

    /** The state of each pair that collides or once did, when this has become known and the clock has come so far. */
    Map<String, String> after(List<PlannedWorld.News> together, Instant clock) {
        for (PlannedWorld.News news : together) {
            if (news.event() != null) {
                changes.computeIfAbsent(news.event().getChangeId(), id -> new ArrayList<>())
                        .add(news.event());
            } else {
                windows.merge(
                        news.window().getWindowId(),
                        news.window(),
                        (a, b) -> a.getRevision() > b.getRevision() ? a : b);
            }
        }
        changes.forEach((change, events) -> windows.forEach((id, window) -> {
            String pair = change + " " + id;
            String state = state(events, window, clock);
            if (!state.isEmpty() || states.containsKey(pair)) {
                states.put(pair, state.isEmpty() ? "WITHDRAWN" : state);
            }
        }));
        return new HashMap<>(states);
    }

    private String state(List<DeploymentEvent> events, ReleaseWindow window, Instant clock) {
        Instant plannedStart = null;
        Instant plannedEnd = null;
        Instant started = null;
        Instant saidStart = null;
        Instant saidEnd = null;
        Instant closed = null;
        boolean cancelled = false;
        for (DeploymentEvent e : events) {
            plannedStart = e.getPlannedStart() == null ? plannedStart : e.getPlannedStart();
            plannedEnd = e.getPlannedEnd() == null ? plannedEnd : e.getPlannedEnd();
            saidStart = e.getActualStart() == null ? saidStart : e.getActualStart();
            saidEnd = e.getActualEnd() == null ? saidEnd : e.getActualEnd();
            started = e.getPhase() == ChangePhase.STARTED ? e.getOccurredAt() : started;
            boolean closes = e.getPhase() == ChangePhase.SUCCEEDED || e.getPhase() == ChangePhase.FAILED;
            closed = closes ? e.getOccurredAt() : closed;
            cancelled |= e.getPhase() == ChangePhase.CANCELLED;
        }
        Instant start = saidStart != null ? saidStart : started != null ? started : closed;
        boolean actual = start != null;
        Instant end = saidEnd != null ? saidEnd : closed != null ? closed : plannedEnd;
        if (!actual) {
            start = cancelled ? null : plannedStart;
            end = plannedEnd;
        }
        if (start == null || window.getCancelled()) {
            return "";
        }
        end = end == null || !end.isAfter(start) ? start.plusMillis(1) : end;
        boolean overlaps = start.isBefore(window.getEndsAt().plus(margin))
                && end.isAfter(window.getStartsAt().minus(margin));
        if (!overlaps) {
            return "";
        }
        if (actual) {
            return "CONFIRMED";
        }
        return window.getEndsAt().plus(margin).isAfter(clock) ? "OPEN" : "WITHDRAWN";
    }
}
