package io.changelens.core.calendar;

/** Whether a revision of a release window protects a value stream. */
public enum Protection {
    /** The release window protects the value stream. */
    PROTECTS,
    /** The release window was cancelled. */
    CANCELLED,
    /** The release window protects other value streams only. */
    PROTECTS_OTHERS
}
