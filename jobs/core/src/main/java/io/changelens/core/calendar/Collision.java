package io.changelens.core.calendar;

import java.util.List;

/**
 * A collision of a change with a release window: a row of {@code release_collisions}.
 *
 * @param change the change
 * @param window latest revision of the release window
 * @param history state of the collision and when it was reached
 * @param score score of {@link CollisionSeverity#score}
 * @param revision revision of the row: ordered by the change's number of events, then by the release window's revision,
 *     then by whether the end of the release window withdrew the collision
 */
public record Collision(
        ValueStreamChange change, ValueStreamWindow window, CollisionHistory history, int score, long revision) {

    /**
     * Bits for the revision of a release window. The revision of a row combines it with the number of the change's events, at
     * most 1,000, which takes ten more bits.
     */
    private static final int WINDOW_BITS = 48;

    /**
     * Returns the row of a change and a release window at a watermark.
     *
     * @param revisions revisions of the release window, oldest first; at least one
     * @param appeared whether the pair had a row before: if it turns out not to collide, that row is withdrawn
     * @param margin time before and after the release window that counts as part of it, in milliseconds
     * @param now watermark, epoch milliseconds
     * @return null if the pair does not collide and never appeared to
     */
    public static Collision of(
            ValueStreamChange change, List<ValueStreamWindow> revisions, boolean appeared, long margin, long now) {
        List<CalendarEntry> entries =
                revisions.stream().map(ValueStreamWindow::entry).toList();
        CollisionHistory found =
                CollisionHistory.of(change.timeSlots(), entries, change.reaches(), margin, Long.MIN_VALUE);
        if (found == null && !appeared) {
            return null;
        }
        CollisionHistory atEnd = CollisionHistory.of(change.timeSlots(), entries, change.reaches(), margin, now);
        CollisionHistory history =
                atEnd == null ? CollisionHistory.mistaken(change.timeSlots(), entries, change.reaches()) : atEnd;
        // The bit is set only if the end of the release window changed the row. Otherwise the revision would depend on
        // whether the watermark or the last event came first.
        int ended = atEnd == null || atEnd.equals(found) ? 0 : 1;
        ValueStreamWindow latest = revisions.get(revisions.size() - 1);
        return new Collision(
                change,
                latest,
                history,
                CollisionSeverity.score(latest.importance(), change.type(), latest.expectedLearners()),
                (((change.events() << WINDOW_BITS) + latest.entry().revision()) << 1) + ended);
    }

    /** Whether a row says the same as another, apart from the revision. */
    public boolean sameContent(Collision other) {
        return new Collision(change, window, history, score, other.revision).equals(other);
    }

    /** Returns the id of a collision within a value stream: {@code changeId|windowId}. */
    public static String name(String changeId, String windowId) {
        return changeId + "|" + windowId;
    }
}
