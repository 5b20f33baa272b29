package io.changelens.core.calendar;

/** Why a collision is in its state. */
public enum CollisionReason {
    /** OPEN: the change is planned in the release window. */
    PLANNED_IN_WINDOW,
    /** CONFIRMED: the change took place in the release window. */
    TOOK_PLACE_IN_WINDOW,
    /** WITHDRAWN: the change did not begin before the release window was over. */
    WINDOW_OVER,
    /** WITHDRAWN: the pair only appeared to collide, because an event was missing. */
    NEVER_COLLIDED,
    /** WITHDRAWN: the changed service does not serve the value stream any more, by a revised catalog. */
    VALUE_STREAM_NOT_SERVED,
    /** WITHDRAWN: the release window was cancelled. */
    WINDOW_CANCELLED,
    /** WITHDRAWN: the release window protects other value streams now. */
    WINDOW_PROTECTS_OTHERS,
    /** WITHDRAWN: the change was cancelled. */
    CHANGE_CANCELLED,
    /** WITHDRAWN: the change took place outside the release window. */
    TOOK_PLACE_OUTSIDE,
    /** WITHDRAWN: the change or the release window was moved. */
    MOVED;

    /**
     * Whether the pair does not collide by all that is known now. Whether it ever appeared to depends on the order of
     * arrival, so such a pair has no row.
     */
    public boolean mistaken() {
        return this == NEVER_COLLIDED || this == VALUE_STREAM_NOT_SERVED;
    }
}
