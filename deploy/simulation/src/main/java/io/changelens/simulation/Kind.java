package io.changelens.simulation;

/** What a simulated change is meant to show. */
public enum Kind {
    /** Part of the story of the two terms. */
    STORY,
    /** Does something to a KPI that is many times what matters. */
    LARGE,
    /** Does something small. */
    SMALL,
    /** Does nothing to any KPI. */
    NEUTRAL,
    /** Takes back or mends another change. */
    REPAIR
}
