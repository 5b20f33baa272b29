package io.changelens.core.calibration;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Which random times are drawn for changes, and how much of the past a method is shown at each.
 *
 * @param count times for each KPI and horizon
 * @param seed seed of the draws; the same seed draws the same times
 * @param history what a method is shown before each time, no more and no less; zero for all there is
 * @param leastHistory least time between the begin of a series and a drawn time; zero for any
 * @param breaks times at which something other than a change began, such as a term; empty to draw anywhere
 * @param near with breaks, how long after one of them a time may lie
 */
public record Draws(
        int count, long seed, Duration history, Duration leastHistory, List<Instant> breaks, Duration near) {

    /** Draws anywhere, and shows all of the past. */
    public static Draws anywhere(int count, long seed) {
        return new Draws(count, seed, Duration.ZERO, Duration.ZERO, List.of(), Duration.ZERO);
    }

    /** Steps of a series that must lie before a drawn time. */
    int least(RecordedKpi kpi) {
        return Math.max(kpi.steps(history), kpi.steps(leastHistory));
    }

    /** First step that a method is shown of a series at a drawn time. */
    int shownFrom(RecordedKpi kpi, int at) {
        return history.isZero() ? 0 : at - kpi.steps(history);
    }

    /** Whether a time lies where times are drawn. */
    boolean allows(RecordedKpi kpi, int at) {
        return breaks.isEmpty()
                || breaks.stream().anyMatch(each -> {
                    long since = kpi.time(at) - each.toEpochMilli();
                    return since >= 0 && since < near.toMillis();
                });
    }
}
