package io.changelens.core.calibration;

import io.changelens.core.estimator.BlockedTimes;
import io.changelens.core.estimator.KpiSeries;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A recorded KPI in equal steps.
 *
 * @param name name of the series
 * @param stepMillis length of a step in milliseconds
 * @param numerators numerator of each step
 * @param denominators denominator of each step; 0 for a gap
 * @param counted whether the denominator is a count of events; otherwise values are averaged
 * @param excluded times known to be unusual, which are neither drawn nor used as placebos
 */
@SuppressWarnings("ArrayRecordComponent")
public record RecordedKpi(
        String name,
        long stepMillis,
        double[] numerators,
        double[] denominators,
        boolean counted,
        BlockedTimes excluded) {

    /** Number of steps. */
    int length() {
        return numerators.length;
    }

    /** Steps in a day, at least 1. */
    int day() {
        return (int) Math.max(1, 86_400_000 / stepMillis);
    }

    /** Returns the series before step {@code to}, with the numerators of {@code [from, to)} multiplied by a factor. */
    KpiSeries with(int from, int to, double factor) {
        double[] changed = Arrays.copyOf(numerators, to);
        for (int i = from; i < to; i++) {
            changed[i] *= factor;
        }
        double[] below = Arrays.copyOf(denominators, to);
        return counted ? KpiSeries.ofRatio(changed, below) : KpiSeries.ofMeans(changed, below);
    }

    /** Returns the values of the steps of {@code [from, to)} that have one, multiplied by a factor. */
    double[] values(int from, int to, double factor) {
        return IntStream.range(from, to)
                .filter(i -> denominators[i] > 0)
                .mapToDouble(i -> numerators[i] / denominators[i] * factor)
                .toArray();
    }
}
