package io.changelens.core.calendar;

/**
 * A row of {@code release_collisions}.
 *
 * @param change the change
 * @param window the latest revision of the window
 * @param history how far the collision has come
 * @param score what its severity is made of
 * @param revision how much was known: the change's events, then the window's revision, then whether the window is over
 */
public record Collision(
        ValueStreamChange change, ValueStreamWindow window, CollisionHistory history, int score, long revision) {

    /** Names the pair within a value stream. */
    public static String name(String changeId, String windowId) {
        return changeId + "|" + windowId;
    }
}
