package io.changelens.core.calendar;

/** The state of a collision. */
public enum CollisionState {
    /** The planned time slot of the change, which has not begun, overlaps with the release window. */
    OPEN,
    /** The change took place in the release window. */
    CONFIRMED,
    /** Change and release window no longer overlap, or the change did not begin in time. */
    WITHDRAWN
}
