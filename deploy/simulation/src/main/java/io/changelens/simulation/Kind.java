package io.changelens.simulation;

/** Purpose of a simulated change. */
public enum Kind {
    /** Part of the story of the two terms. */
    STORY,
    /** Affects a KPI by a multiple of the smallest relevant effect. */
    LARGE,
    /** Has a small effect. */
    SMALL,
    /** Has no effect on any KPI. */
    NEUTRAL,
    /** Rolls back or repairs another change. */
    REPAIR
}
