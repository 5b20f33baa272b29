package io.changelens.core.calendar;

import io.changelens.core.delivery.TimeSlot;
import java.util.List;
import java.util.TreeSet;

/**
 * The life of a collision of a change with a release window, as told by the events of both: the same whatever order they
 * came in. Times are epoch milliseconds of event time.
 *
 * @param state how far it has come
 * @param warnedAt from when it was known ahead; null when it never was
 * @param confirmedAt from when it was known to take place; null when it did not
 * @param withdrawnAt when it was withdrawn; null unless it is
 * @param reason why it is in this state, in words
 * @param timeSlot the change's time as it is known now
 * @param entry the window as it is known now
 */
public record CollisionHistory(
        CollisionState state,
        Long warnedAt,
        Long confirmedAt,
        Long withdrawnAt,
        String reason,
        TimeSlot timeSlot,
        CalendarEntry entry) {

    private static final CollisionHistory NONE = new CollisionHistory(null, null, null, null, "", null, null);

    /**
     * Tells the life up to now.
     *
     * @param timeSlots the change's time as each event altered it, oldest first
     * @param entries revisions of the window; one with a higher number replaces those with lower ones from when it was
     *     announced
     * @param reached whether the change reaches the value stream
     * @param margin time to keep clear before and after the window, in milliseconds
     * @param now the clock
     * @return null if they never collided
     */
    public static CollisionHistory of(
            List<TimeSlot> timeSlots, List<CalendarEntry> entries, boolean reached, long margin, long now) {
        TreeSet<Long> times = new TreeSet<>();
        timeSlots.forEach(o -> times.add(o.knownAt()));
        entries.forEach(e -> times.add(e.announcedAt()));
        CollisionHistory history = NONE;
        for (long time : times) {
            history = history.at(time, occupationAt(timeSlots, time), entryAt(entries, time), reached, margin);
        }
        if (history.state == CollisionState.OPEN && history.entry.end() + margin <= now) {
            history = history.withdrawn(history.entry.end() + margin, "the change did not begin before the window was over");
        }
        return history.state == null ? null : history;
    }

    /**
     * The life of what looked like a collision as long as not everything was known. It never was one: neither warned of
     * nor confirmed.
     */
    public static CollisionHistory mistaken(List<TimeSlot> timeSlots, List<CalendarEntry> entries) {
        TimeSlot latest = timeSlots.get(timeSlots.size() - 1);
        CalendarEntry entry = entryAt(entries, Long.MAX_VALUE);
        return new CollisionHistory(
                CollisionState.WITHDRAWN, null, null, latest.knownAt(), "did not collide after all", latest, entry);
    }

    private static TimeSlot occupationAt(List<TimeSlot> timeSlots, long time) {
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

    private CollisionHistory at(
            long time, TimeSlot newOccupation, CalendarEntry newEntry, boolean reached, long margin) {
        CollisionHistory now =
                new CollisionHistory(state, warnedAt, confirmedAt, withdrawnAt, reason, newOccupation, newEntry);
        if (newOccupation == null || newEntry == null) {
            return now;
        }
        boolean overlaps = reached
                && newEntry.holds()
                && newOccupation.takesTime()
                && newOccupation.start() < newEntry.end() + margin
                && newOccupation.end() > newEntry.start() - margin;
        if (overlaps) {
            return newOccupation.actual() ? now.confirmed(time) : now.opened(time);
        }
        return state == null || state == CollisionState.WITHDRAWN ? now : now.withdrawn(time, why(now, reached));
    }

    private CollisionHistory opened(long time) {
        return state == CollisionState.OPEN
                ? this
                : new CollisionHistory(
                        CollisionState.OPEN,
                        warnedAt == null ? time : warnedAt,
                        confirmedAt,
                        null,
                        "planned in the window",
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
                        "took place in the window",
                        timeSlot,
                        entry);
    }

    private CollisionHistory withdrawn(long time, String why) {
        return new CollisionHistory(CollisionState.WITHDRAWN, warnedAt, null, time, why, timeSlot, entry);
    }

    private static String why(CollisionHistory now, boolean reached) {
        if (!reached) {
            return "the change does not reach the value stream any more";
        }
        if (!now.entry.holds()) {
            return "the window was cancelled";
        }
        if (now.timeSlot.cancelled()) {
            return "the change was cancelled";
        }
        return now.timeSlot.actual() ? "the change took place outside the window" : "the change or the window moved";
    }
}
