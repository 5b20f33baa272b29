package io.changelens.estimation.effect;

import java.util.Arrays;

/**
 * A KPI over time: its two sums in equal steps, kept as running totals, so that a window of any length costs two reads.
 * A step whose denominator is 0 is a gap.
 */
public final class KpiSeries {

    private final double[] numerators;
    private final double[] denominators;

    private KpiSeries(double[] numerators, double[] denominators) {
        this.numerators = running(numerators);
        this.denominators = running(denominators);
    }

    /**
     * A ratio of sums.
     *
     * @param numerators sum above the line in each step
     * @param denominators sum below the line in each step; 0 where nothing happened
     * @throws IllegalArgumentException if they differ in length, or one is negative or not finite
     */
    public static KpiSeries ofRatio(double[] numerators, double[] denominators) {
        return new KpiSeries(numerators, denominators);
    }

    private static double[] running(double[] values) {
        double[] totals = new double[values.length + 1];
        System.arraycopy(values, 0, totals, 1, values.length);
        Arrays.parallelPrefix(totals, Double::sum);
        return totals;
    }

    /** Number of steps. */
    public int length() {
        return numerators.length - 1;
    }

    /** Sum above the line over steps {@code [from, to)}. */
    public double numerator(int from, int to) {
        return numerators[to] - numerators[from];
    }

    /** Sum below the line over steps {@code [from, to)}. */
    public double denominator(int from, int to) {
        return denominators[to] - denominators[from];
    }
}
