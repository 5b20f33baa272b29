package io.changelens.core.calendar;

import io.changelens.schemas.ChangeType;

/** The severity of a collision, derived from a score. */
public enum CollisionSeverity {
    /** A score of 2 or less. */
    LOW,
    /** A score of 3. */
    MEDIUM,
    /** A score of 4 or 5. */
    HIGH,
    /** A score of 6 or more. */
    CRITICAL;

    private static final long MANY_LEARNERS = 10_000;
    private static final int AT_MOST_LOW = 2;
    private static final int AT_MOST_MEDIUM = 3;
    private static final int AT_MOST_HIGH = 5;

    /**
     * Scores a collision: importance + 1 for an emergency change (made in haste), − 1 for a standard change (well
     * tried), + 1 for 10,000 or more expected learners.
     *
     * @param importance importance of the release window, 1 to 5
     * @param type ITIL type of the change
     * @param expectedLearners learners expected in the release window; null when unknown
     */
    public static int score(int importance, ChangeType type, Long expectedLearners) {
        int ofType = switch (type) {
            case EMERGENCY -> 1;
            case STANDARD -> -1;
            case NORMAL, UNKNOWN -> 0;
        };
        return importance + ofType + (expectedLearners != null && expectedLearners >= MANY_LEARNERS ? 1 : 0);
    }

    /** Returns the severity of a score. */
    public static CollisionSeverity of(int score) {
        if (score <= AT_MOST_LOW) {
            return LOW;
        }
        if (score <= AT_MOST_MEDIUM) {
            return MEDIUM;
        }
        return score <= AT_MOST_HIGH ? HIGH : CRITICAL;
    }
}
