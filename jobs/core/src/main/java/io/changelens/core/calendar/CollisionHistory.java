package io.changelens.core.calendar;

import io.changelens.core.delivery.TimeSlot;
import java.util.List;
import java.util.TreeSet;

/**
 * The history of a collision between a change and a release window. It is derived from the event times of both, so it
 * does not depend on the order of arrival. Times are epoch milliseconds of event time.
 *
 * @param state current state
 * @param warnedAt when the collision was first known before the change began; null when it never was
 * @param confirmedAt when it was known that the change took place in the release window; null when it did not
 * @param withdrawnAt when the collision was withdrawn; null unless it is
 * @param reason reason of the current state
 * @param timeSlot the change's time slot as known now
 * @param entry the release window as known now
 */
public record CollisionHistory(
        CollisionState state,
        Long warnedAt,
        Long confirmedAt,
        Long withdrawnAt,
        CollisionReason reason,
        TimeSlot timeSlot,
        CalendarEntry entry) {

    private static final CollisionHistory NONE = new CollisionHistory(null, null, null, null, null, null, null);

    /**
     * Replays the history of a collision up to now.
     *
     * @param timeSlots the change's time slot as each event altered it, oldest first
     * @param entries revisions of the release window; one with a higher number replaces those with lower numbers from
     *     its announcement on
     * @param reached whether the changed service serves the value stream
     * @param margin time to keep clear before and after the release window, in milliseconds
     * @param now current watermark
     * @return null if change and release window never overlapped
     */
    public static CollisionHistory of(
            List<TimeSlot> timeSlots, List<CalendarEntry> entries, boolean reached, long margin, long now) {
        TreeSet<Long> times = new TreeSet<>();
        timeSlots.forEach(o -> times.add(o.knownAt()));
        entries.forEach(e -> times.add(e.announcedAt()));
        CollisionHistory history = NONE;
        for (long time : times) {
            history = history.at(time, timeSlotAt(timeSlots, time), entryAt(entries, time), reached, margin);
        }
        if (history.state == CollisionState.OPEN && history.entry.end() + margin <= now) {
            history = history.withdrawn(history.entry.end() + margin, CollisionReason.WINDOW_OVER);
        }
        return history.state == null ? null : history;
    }

    /**
     * Returns the history of a pair that appeared to collide and does not: WITHDRAWN, without {@code warnedAt} and
     * {@code confirmedAt}. Either an event was missing, or the catalog was revised.
     *
     * @param timeSlots the change's time slot as each event altered it, oldest first; at least one
     * @param entries revisions of the release window; at least one
     * @param reached whether the changed service serves the value stream
     */
    public static CollisionHistory mistaken(List<TimeSlot> timeSlots, List<CalendarEntry> entries, boolean reached) {
        TimeSlot latest = timeSlots.get(timeSlots.size() - 1);
        CalendarEntry entry = entryAt(entries, Long.MAX_VALUE);
        return new CollisionHistory(
                CollisionState.WITHDRAWN,
                null,
                null,
                latest.knownAt(),
                reached ? CollisionReason.NEVER_COLLIDED : CollisionReason.VALUE_STREAM_NOT_SERVED,
                latest,
                entry);
    }

    private static TimeSlot timeSlotAt(List<TimeSlot> timeSlots, long time) {
        TimeSlot latest = null;
        for (TimeSlot o : timeSlots) {
            latest = o.knownAt() <= time ? o : latest;
        }
        return latest;
    }

    private static CalendarEntry entryAt(List<CalendarEntry> entries, long time) {
        CalendarEntry latest = null;
        for (CalendarEntry e : entries) {
            boolean newer = e.announcedAt() <= time && (latest == null || e.revision() > latest.revision());
            latest = newer ? e : latest;
        }
        return latest;
    }

    private CollisionHistory at(long time, TimeSlot newTimeSlot, CalendarEntry newEntry, boolean reached, long margin) {
        boolean happenedInEarlierAttempt =
                state == CollisionState.CONFIRMED && newTimeSlot != null && newTimeSlot.attempt() > timeSlot.attempt();
        if (happenedInEarlierAttempt) {
            return this;
        }
        CollisionHistory now =
                new CollisionHistory(state, warnedAt, confirmedAt, withdrawnAt, reason, newTimeSlot, newEntry);
        if (newTimeSlot == null || newEntry == null) {
            return now;
        }
        boolean overlaps = reached
                && newEntry.holds()
                && newTimeSlot.takesTime()
                && newTimeSlot.start() < newEntry.end() + margin
                && newTimeSlot.end() > newEntry.start() - margin;
        if (overlaps) {
            return newTimeSlot.actual() ? now.confirmed(time) : now.opened(time);
        }
        return state == null || state == CollisionState.WITHDRAWN ? now : now.withdrawn(time, why(now));
    }

    private CollisionHistory opened(long time) {
        return state == CollisionState.OPEN
                ? this
                : new CollisionHistory(
                        CollisionState.OPEN,
                        warnedAt == null ? time : warnedAt,
                        confirmedAt,
                        null,
                        CollisionReason.PLANNED_IN_WINDOW,
                        timeSlot,
                        entry);
    }

    private CollisionHistory confirmed(long time) {
        return state == CollisionState.CONFIRMED
                ? this
                : new CollisionHistory(
                        CollisionState.CONFIRMED,
                        warnedAt,
                        confirmedAt == null ? time : confirmedAt,
                        null,
                        CollisionReason.TOOK_PLACE_IN_WINDOW,
                        timeSlot,
                        entry);
    }

    private CollisionHistory withdrawn(long time, CollisionReason why) {
        return new CollisionHistory(CollisionState.WITHDRAWN, warnedAt, null, time, why, timeSlot, entry);
    }

    private static CollisionReason why(CollisionHistory now) {
        if (!now.entry.holds()) {
            return now.entry.protection() == Protection.CANCELLED
                    ? CollisionReason.WINDOW_CANCELLED
                    : CollisionReason.WINDOW_PROTECTS_OTHERS;
        }
        if (now.timeSlot.cancelled()) {
            return CollisionReason.CHANGE_CANCELLED;
        }
        return now.timeSlot.actual() ? CollisionReason.TOOK_PLACE_OUTSIDE : CollisionReason.MOVED;
    }
}
