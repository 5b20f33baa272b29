package io.changelens.core.delivery;

import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.DeploymentEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The time slot of a change in its environment, as known from some event time on. Times are epoch milliseconds.
 *
 * @param knownAt event time from which this was known
 * @param start start; {@link #NONE} when the change has no time slot because it has no plan or was cancelled
 * @param end end, exclusive; while the change runs, its planned end if that lies after the start
 * @param actual whether the slot is actual instead of planned
 * @param cancelled whether the change was cancelled
 */
public record TimeSlot(long knownAt, long start, long end, boolean actual, boolean cancelled) {

    /** The start and end of a change without a time slot. */
    public static final long NONE = Long.MIN_VALUE;

    /** Whether the change has a time slot. */
    public boolean takesTime() {
        return start != NONE;
    }

    /**
     * Derives the time slots of a change, as known after each event.
     *
     * @param ordered the change's events, in order of event time
     * @return one entry for each event that altered the slot; empty if the change was never planned or started
     */
    static List<TimeSlot> of(List<DeploymentEvent> ordered) {
        List<TimeSlot> timeSlots = new ArrayList<>();
        Known known = new Known();
        for (DeploymentEvent event : ordered) {
            known.add(event);
            TimeSlot now = known.at(event.getOccurredAt().toEpochMilli());
            TimeSlot last = timeSlots.isEmpty() ? null : timeSlots.get(timeSlots.size() - 1);
            if (last == null ? now.takesTime() : !now.sameTime(last)) {
                timeSlots.add(now);
            }
        }
        return timeSlots;
    }

    private boolean sameTime(TimeSlot other) {
        return start == other.start && end == other.end && actual == other.actual && cancelled == other.cancelled;
    }

    /** The reports up to some event time. */
    private static final class Known {
        private final Map<ChangePhase, Instant> reached = new EnumMap<>(ChangePhase.class);
        private ChangePhase state = ChangePhase.UNKNOWN;
        private Instant plannedStart;
        private Instant plannedEnd;
        private Instant actualStart;
        private Instant actualEnd;

        private void add(DeploymentEvent event) {
            reached.put(event.getPhase(), event.getOccurredAt());
            state = ChangeHistory.after(state, event.getPhase());
            plannedStart = later(plannedStart, event.getPlannedStart());
            plannedEnd = later(plannedEnd, event.getPlannedEnd());
            actualStart = later(actualStart, event.getActualStart());
            actualEnd = later(actualEnd, event.getActualEnd());
        }

        private static Instant later(Instant before, Instant said) {
            return said == null ? before : said;
        }

        private TimeSlot at(long knownAt) {
            Instant closed = closed();
            Instant began = actualStart == null ? reached.get(ChangePhase.STARTED) : actualStart;
            Instant start = began == null ? closed : began;
            if (start != null) {
                Instant reportedEnd = actualEnd == null ? closed : actualEnd;
                Instant end = reportedEnd == null ? plannedEnd : reportedEnd;
                return new TimeSlot(knownAt, start.toEpochMilli(), end(start, end), true, false);
            }
            if (state == ChangePhase.CANCELLED) {
                return new TimeSlot(knownAt, NONE, NONE, false, true);
            }
            return plannedStart == null
                    ? new TimeSlot(knownAt, NONE, NONE, false, false)
                    : new TimeSlot(knownAt, plannedStart.toEpochMilli(), end(plannedStart, plannedEnd), false, false);
        }

        /** A slot has at least one millisecond, so that a change without duration overlaps with the time around it. */
        private static long end(Instant start, Instant end) {
            long least = start.toEpochMilli() + 1;
            return end == null ? least : Math.max(least, end.toEpochMilli());
        }

        /**
         * When the change succeeded or failed. A later rollback is not part of its slot, unless nothing else is known.
         */
        private Instant closed() {
            Instant succeeded = reached.get(ChangePhase.SUCCEEDED);
            Instant failed = reached.get(ChangePhase.FAILED);
            Instant done = succeeded == null ? failed : succeeded;
            return done == null ? reached.get(ChangePhase.ROLLED_BACK) : done;
        }
    }
}
