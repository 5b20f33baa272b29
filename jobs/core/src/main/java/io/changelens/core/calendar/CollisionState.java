package io.changelens.core.calendar;

/** How far a collision has come. */
public enum CollisionState {
    /** A plan overlaps with the window, and has not begun. */
    OPEN,
    /** The change took place in the window. */
    CONFIRMED,
    /** One of them moved, or nothing came of the plan. */
    WITHDRAWN
}
