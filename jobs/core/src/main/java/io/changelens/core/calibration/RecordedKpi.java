package io.changelens.core.calibration;

import io.changelens.core.estimator.BlockedTimes;
import io.changelens.core.estimator.ClockChanges;
import io.changelens.core.estimator.KpiSeries;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A recorded KPI in equal steps.
 *
 * @param name name of the series
 * @param begin begin of the first step, epoch milliseconds
 * @param stepMillis length of a step in milliseconds
 * @param numerators numerator of each step
 * @param denominators denominator of each step; 0 for a gap
 * @param counted whether the denominator is a count of events; otherwise values are averaged
 * @param zone time zone whose clock the KPI's rhythm follows
 * @param excluded times known to be unusual, which are neither drawn nor used as placebos
 */
@SuppressWarnings("ArrayRecordComponent")
public record RecordedKpi(
        String name,
        long begin,
        long stepMillis,
        double[] numerators,
        double[] denominators,
        boolean counted,
        ZoneId zone,
        BlockedTimes excluded) {

    /** Number of steps. */
    int length() {
        return numerators.length;
    }

    /** Steps in a day, at least 1. */
    int day() {
        return (int) Math.max(1, 86_400_000 / stepMillis);
    }

    /** Whole steps in a length of time. */
    int steps(Duration length) {
        return (int) Math.min(Integer.MAX_VALUE, length.toMillis() / stepMillis);
    }

    /** Begin of a step, epoch milliseconds. */
    long time(int step) {
        return begin + step * stepMillis;
    }

    /** Clock changes between two steps, by steps since the first of them. */
    ClockChanges clock(int shown, int at) {
        return ClockChanges.of(
                zone, Instant.ofEpochMilli(time(shown)), Instant.ofEpochMilli(time(at)), Duration.ofMillis(stepMillis));
    }

    /**
     * Returns the steps {@code [shown, to)} of the series, with the numerators of {@code [from, to)} multiplied by a
     * factor.
     */
    KpiSeries with(int shown, int from, int to, double factor) {
        double[] changed = Arrays.copyOfRange(numerators, shown, to);
        for (int i = from - shown; i < changed.length; i++) {
            changed[i] *= factor;
        }
        double[] below = Arrays.copyOfRange(denominators, shown, to);
        return counted ? KpiSeries.ofRatio(changed, below) : KpiSeries.ofMeans(changed, below);
    }

    /**
     * Returns the KPI over the steps {@code [from, to)} of another, with gaps where it was not recorded; null if its steps
     * have another length, or it was not recorded up to their end.
     */
    KpiSeries over(RecordedKpi other, int from, int to) {
        long apart = other.time(from) - begin;
        int shift = (int) Math.floorDiv(apart + stepMillis / 2, stepMillis);
        int end = shift + to - from;
        if (other.stepMillis != stepMillis || end > length() || end <= 0) {
            return null;
        }
        int missing = Math.min(to - from, Math.max(0, -shift));
        double[] above = new double[to - from];
        double[] below = new double[to - from];
        System.arraycopy(numerators, shift + missing, above, missing, to - from - missing);
        System.arraycopy(denominators, shift + missing, below, missing, to - from - missing);
        return counted ? KpiSeries.ofRatio(above, below) : KpiSeries.ofMeans(above, below);
    }

    /** Returns the excluded times, with steps counted from {@code first}. */
    BlockedTimes excluded(int first) {
        return first == 0
                ? excluded
                : BlockedTimes.of(excluded.intervals().stream()
                        .map(each -> new BlockedTimes.Interval(each.from() - first, each.to() - first))
                        .toList());
    }

    /** Returns the values of the steps of {@code [from, to)} that have one, multiplied by a factor. */
    double[] values(int from, int to, double factor) {
        return IntStream.range(from, to)
                .filter(i -> denominators[i] > 0)
                .mapToDouble(i -> numerators[i] / denominators[i] * factor)
                .toArray();
    }
}
