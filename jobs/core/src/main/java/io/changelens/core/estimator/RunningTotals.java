package io.changelens.core.estimator;

import java.util.Arrays;
import java.util.Objects;

/**
 * The sums of a KPI in equal steps, kept as running totals that grow at their end: {@code S_k = Σ_(j < k) x_j}, so the
 * sum over steps {@code [a, b)} is {@code S_b - S_a}. A window of any length costs two reads, and a longer series only
 * costs its new steps.
 *
 * <p>Totals of whole numbers below 2<sup>53</sup> are exact, so the sum between two steps does not depend on where the
 * totals begin.
 */
public final class RunningTotals {

    private static final int LEAST = 1024;

    private double[] totals;
    private int[] covered;
    private final KpiSeries.Scale scale;
    private int length;

    /**
     * Creates totals of no steps.
     *
     * @param expected number of steps to reserve memory for
     * @param scale what the sums count
     */
    public RunningTotals(int expected, KpiSeries.Scale scale) {
        this.scale = scale;
        totals = new double[2 * (expected + 1)];
        covered = new int[expected + 1];
    }

    /**
     * Creates totals of no steps, of a ratio.
     *
     * @param expected number of steps to reserve memory for
     * @param unit the amount that one counted thing adds to a sum; 0 if nothing is counted
     */
    public RunningTotals(int expected, double unit) {
        this(expected, KpiSeries.Scale.counts(unit));
    }

    /**
     * Adds a step at the end.
     *
     * @param numerator numerator, at least 0
     * @param denominator denominator, at least 0; 0 where nothing happened
     */
    public void add(double numerator, double denominator) {
        if (length + 1 == covered.length) {
            covered = Arrays.copyOf(covered, Math.max(LEAST, covered.length * 3 / 2));
            totals = Arrays.copyOf(totals, 2 * covered.length);
        }
        totals[2 * length + 2] = totals[2 * length] + numerator;
        totals[2 * length + 3] = totals[2 * length + 1] + denominator;
        covered[length + 1] = covered[length] + (denominator > 0 ? 1 : 0);
        length++;
    }

    /** Removes all steps from index {@code steps} on. */
    public void cut(int steps) {
        length = Math.min(length, steps);
    }

    /** Number of steps. */
    public int length() {
        return length;
    }

    /**
     * Returns steps {@code [from, to)} as a series, which is valid until a step is added or removed.
     *
     * @throws IndexOutOfBoundsException if there are no such steps
     */
    public KpiSeries series(int from, int to) {
        Objects.checkFromToIndex(from, to, length);
        return new KpiSeries(totals, covered, from, to - from, 1, scale);
    }

    /**
     * Returns a series of finer steps, over which the sum of each step is spread evenly. It is valid until a step is added
     * or removed.
     *
     * @param parts finer steps in a step
     * @param from first finer step, at least 0
     * @param to end, exclusive, in finer steps
     * @throws IndexOutOfBoundsException if there are no such steps
     */
    public KpiSeries spread(int parts, int from, int to) {
        Objects.checkFromToIndex(from, to, length * parts);
        return new KpiSeries(totals, covered, from, to - from, parts, scale);
    }
}
