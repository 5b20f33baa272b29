package io.changelens.core.calibration;

import io.changelens.core.estimator.BlockedTimes;
import io.changelens.core.estimator.KpiSeries;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A KPI as it was recorded somewhere, in equal steps.
 *
 * @param name where it is from
 * @param stepMillis length of a step
 * @param numerators sum above the line in each step
 * @param denominators sum below the line; 0 for a gap
 * @param counted whether something is counted below the line; else values are averaged
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

    /** The series up to a step, with every numerator of {@code [from, to)} multiplied. */
    KpiSeries with(int from, int to, double factor) {
        double[] changed = Arrays.copyOf(numerators, to);
        for (int i = from; i < to; i++) {
            changed[i] *= factor;
        }
        double[] below = Arrays.copyOf(denominators, to);
        return counted ? KpiSeries.ofRatio(changed, below) : KpiSeries.ofMeans(changed, below);
    }

    /** The values of each step of {@code [from, to)} that has one, multiplied. */
    double[] values(int from, int to, double factor) {
        return IntStream.range(from, to)
                .filter(i -> denominators[i] > 0)
                .mapToDouble(i -> numerators[i] / denominators[i] * factor)
                .toArray();
    }
}
