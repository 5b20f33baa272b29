package io.changelens.core.delivery;

import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.DeploymentEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The time slot of a change in its environment, as known from some event time on. Times are epoch milliseconds.
 *
 * @param knownAt event time from which this was known
 * @param start start; {@link #NONE} when the change has no time slot because it has no plan or was cancelled
 * @param end end, exclusive; while the change runs, its planned end if that lies after the start
 * @param actual whether the slot is actual instead of planned
 * @param attempt number of the attempt whose slot this is, from 1; 0 before the first
 * @param cancelled whether the change was cancelled
 */
public record TimeSlot(long knownAt, long start, long end, boolean actual, int attempt, boolean cancelled) {

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
        return start == other.start
                && end == other.end
                && actual == other.actual
                && attempt == other.attempt
                && cancelled == other.cancelled;
    }

    /** The reports up to some event time. */
    private static final class Known {
        private final Attempts attempts = new Attempts();
        private Instant plannedStart;
        private Instant plannedEnd;

        private void add(DeploymentEvent event) {
            attempts.add(event);
            plannedStart = later(plannedStart, event.getPlannedStart(), "plannedStart", event);
            plannedEnd = later(plannedEnd, event.getPlannedEnd(), "plannedEnd", event);
        }

        private static Instant later(Instant before, Instant said, String field, DeploymentEvent event) {
            return said == null && !event.getCleared().contains(field) ? before : said;
        }

        private TimeSlot at(long knownAt) {
            Attempt attempt = attempts.last();
            int number = attempts.count();
            if (attempt != null) {
                Instant ended = attempt.workEndedAt();
                Instant start = attempt.startedAt() == null ? ended : attempt.startedAt();
                Instant end = ended == null ? plannedEnd(start, number) : ended;
                return new TimeSlot(knownAt, start.toEpochMilli(), end(start, end), true, number, false);
            }
            boolean cancelled = attempts.state() == ChangePhase.CANCELLED;
            return cancelled || plannedStart == null
                    ? new TimeSlot(knownAt, NONE, NONE, false, 0, cancelled)
                    : new TimeSlot(
                            knownAt, plannedStart.toEpochMilli(), end(plannedStart, plannedEnd), false, 0, false);
        }

        /** The plan was made for the first attempt; a later one is expected to take as long. */
        private Instant plannedEnd(Instant start, int attempt) {
            return attempt == 1 || plannedStart == null || plannedEnd == null
                    ? plannedEnd
                    : start.plus(Duration.between(plannedStart, plannedEnd));
        }

        /** A slot has at least one millisecond, so that a change without duration overlaps with the time around it. */
        private static long end(Instant start, Instant end) {
            long least = start.toEpochMilli() + 1;
            return end == null ? least : Math.max(least, end.toEpochMilli());
        }
    }
}
