package io.changelens.core.attribution;

/**
 * The four windows of a comparison.
 *
 * @param before cohorts with the change, before it
 * @param after cohorts with the change, after it
 * @param othersBefore cohorts without the change, before it
 * @param othersAfter cohorts without the change, after it
 * @param silent minutes at the end in which only cohorts without the change have data
 * @param minutesBefore length of the time before the change, in minutes
 * @param minutesAfter length of the time after it until the last minute with data, in minutes
 */
public record KpiWindows(
        KpiWindow before,
        KpiWindow after,
        KpiWindow othersBefore,
        KpiWindow othersAfter,
        int silent,
        int minutesBefore,
        int minutesAfter) {

    /** Minutes with data that a cohort needs before a change to be compared with itself. */
    private static final int LEAST_BEFORE = 5;

    /** Whether cohorts with the change existed before it. */
    boolean hasBefore() {
        return before.minutes() >= LEAST_BEFORE;
    }

    /** Whether cohorts without the change have data after it. */
    boolean hasOthers() {
        return othersAfter.minutes() > 0;
    }

    /** How the windows can be compared. */
    KpiFinding comparison() {
        if (after.minutes() == 0) {
            return silent > 0 ? KpiFinding.SILENT : KpiFinding.NO_DATA;
        }
        if (hasBefore()) {
            boolean both = hasOthers() && othersBefore.minutes() >= LEAST_BEFORE;
            return both ? KpiFinding.WITH_BEFORE_AND_OTHERS : KpiFinding.WITH_BEFORE;
        }
        return hasOthers() ? KpiFinding.WITH_OTHERS : KpiFinding.NO_DATA;
    }

    /** The window from which the usual noise is estimated: where and when nothing is wrong. */
    KpiWindow usual() {
        if (hasBefore()) {
            return before;
        }
        return othersBefore.minutes() >= LEAST_BEFORE ? othersBefore : othersAfter;
    }

    /** Events that were expected in the silent minutes; see {@link Silence#expected}. */
    double expectedInSilence() {
        if (after.minutes() > 0) {
            return Silence.expected(silent, after, minutesAfter - silent, true);
        }
        return hasBefore()
                ? Silence.expected(silent, before, minutesBefore, true)
                : Silence.expected(silent, othersAfter, minutesAfter, false);
    }
}
