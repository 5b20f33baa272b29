package io.changelens.core.estimator;

import java.util.Arrays;
import java.util.Objects;

/**
 * A KPI's two sums in equal steps, kept as running totals that grow at their end: a window of any length costs two reads,
 * and a series that ends later costs only the steps that are new.
 *
 * <p>Totals of whole numbers below 2<sup>53</sup> are exact, so what is read between two steps does not depend on where
 * the totals begin.
 */
public final class RunningTotals {

    private static final int LEAST = 1024;

    private double[] totals;
    private int[] covered;
    private final double unit;
    private int length;

    /**
     * Totals of no steps.
     *
     * @param expected how many steps there is room for at first
     * @param unit what one of something that is counted adds to a sum; 0 if nothing is counted
     */
    public RunningTotals(int expected, double unit) {
        this.unit = unit;
        totals = new double[2 * (expected + 1)];
        covered = new int[expected + 1];
    }

    /**
     * Adds a step at the end.
     *
     * @param numerator sum above the line, at least 0
     * @param denominator sum below the line, at least 0; 0 where nothing happened
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

    /** Takes away the steps from that one on. */
    public void cut(int steps) {
        length = Math.min(length, steps);
    }

    /** Number of steps. */
    public int length() {
        return length;
    }

    /**
     * The steps {@code [from, to)} as a series, which holds until a step is added or taken away.
     *
     * @throws IndexOutOfBoundsException if there are no such steps
     */
    public KpiSeries series(int from, int to) {
        Objects.checkFromToIndex(from, to, length);
        return new KpiSeries(totals, covered, from, to - from, unit);
    }
}
