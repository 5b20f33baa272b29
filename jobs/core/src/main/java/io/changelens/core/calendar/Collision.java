package io.changelens.core.calendar;

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

    /** Returns the id of a collision within a value stream: {@code changeId|windowId}. */
    public static String name(String changeId, String windowId) {
        return changeId + "|" + windowId;
    }
}
