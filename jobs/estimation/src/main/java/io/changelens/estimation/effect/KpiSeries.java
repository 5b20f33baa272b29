package io.changelens.estimation.effect;

/**
 * A KPI over time: its two sums in equal steps, kept as running totals, so that a window of any length costs two reads.
 * A step whose denominator is 0 is a gap.
 */
public final class KpiSeries {

    /** A window says nothing if less than this share of its steps has data. */
    private static final double LEAST_COVERED = 0.5;

    private final double[] numerators;
    private final double[] denominators;
    private final int[] covered;
    private final int first;
    private final int length;

    /** The steps of running totals from {@code first} on. */
    KpiSeries(double[] numerators, double[] denominators, int[] covered, int first, int length) {
        this.numerators = numerators;
        this.denominators = denominators;
        this.covered = covered;
        this.first = first;
        this.length = length;
    }

    private static KpiSeries of(double[] numerators, double[] denominators) {
        RunningTotals totals = new RunningTotals(numerators.length);
        for (int i = 0; i < numerators.length; i++) {
            totals.add(numerators[i], denominators[i]);
        }
        return totals.series(0, numerators.length);
    }

    /**
     * A ratio of sums.
     *
     * @param numerators sum above the line in each step
     * @param denominators sum below the line in each step; 0 where nothing happened
     * @throws IllegalArgumentException if they differ in length, or one is negative or not finite
     */
    public static KpiSeries ofRatio(double[] numerators, double[] denominators) {
        if (numerators.length != denominators.length) {
            throw new IllegalArgumentException(
                    numerators.length + " numerators, but " + denominators.length + " denominators");
        }
        for (int i = 0; i < numerators.length; i++) {
            check("numerator", i, numerators[i]);
            check("denominator", i, denominators[i]);
        }
        return of(numerators, denominators);
    }

    /**
     * A plain value in each step; its KPI over a window is the mean.
     *
     * @param values the values; NaN for a gap
     * @throws IllegalArgumentException if one is negative or infinite: the method compares ratios
     */
    public static KpiSeries ofValues(double[] values) {
        double[] sums = new double[values.length];
        double[] counts = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                check("value", i, values[i]);
                sums[i] = values[i];
                counts[i] = 1;
            }
        }
        return of(sums, counts);
    }

    private static void check(String what, int step, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + " of step " + step + " is " + value + "; it must be 0 or more");
        }
    }

    /** Number of steps. */
    public int length() {
        return length;
    }

    /** Sum above the line over steps {@code [from, to)}. */
    public double numerator(int from, int to) {
        return numerators[first + to] - numerators[first + from];
    }

    /** Sum below the line over steps {@code [from, to)}. */
    public double denominator(int from, int to) {
        return denominators[first + to] - denominators[first + from];
    }

    private int covered(int from, int to) {
        return covered[first + to] - covered[first + from];
    }

    /** Smallest sum above the line of one step before that one which is not 0; 1 when all are. For counts it is the unit. */
    double smallest(int to) {
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < to; i++) {
            double numerator = numerator(i, i + 1);
            if (numerator > 0 && numerator < smallest) {
                smallest = numerator;
            }
        }
        return Double.isInfinite(smallest) ? 1 : smallest;
    }

    /** Whether a window of that length before that step may have nothing above the line though it has data. */
    boolean mayBeEmpty(int length, int to) {
        int empty = 0;
        for (int i = 0; i < to && empty < LEAST_COVERED * length; i++) {
            boolean covers = covered(i, i + 1) > 0;
            empty = numerator(i, i + 1) > 0 ? 0 : covers ? empty + 1 : empty;
        }
        return empty >= LEAST_COVERED * length;
    }

    /** Whether the window lies within the series and enough of its steps have data. */
    boolean speaks(int from, int to) {
        return from >= 0 && to <= length && covered(from, to) >= LEAST_COVERED * (to - from);
    }

    /**
     * Logarithms of the KPI over equally spaced windows, NaN for one that says nothing or has nothing above the line.
     *
     * @param logs receives them, the latest window first
     * @param from begin of the latest window
     * @param stride steps from the begin of one to that of the next
     * @param steps in each
     * @param added what to add above the line
     */
    void logRatios(double[] logs, int from, int stride, int steps, double added) {
        boolean whole = covered(0, length) == length;
        for (int i = 0; i < logs.length; i++) {
            int begin = from - i * stride;
            int end = begin + steps;
            double above = Double.NaN;
            if (whole ? begin >= 0 && end <= length : speaks(begin, end)) {
                above = numerator(begin, end) + added;
            }
            logs[i] = above > 0 ? Math.log(above / denominator(begin, end)) : Double.NaN;
        }
    }

    /**
     * Logarithm of the KPI over steps {@code [from, to)}.
     *
     * @param added what to add above the line, so that a window without any is comparable; 0 for nothing
     * @return NaN if the window says nothing; negative infinity if its numerator is 0 and nothing is added
     */
    double logRatio(int from, int to, double added) {
        return speaks(from, to) ? Math.log((numerator(from, to) + added) / denominator(from, to)) : Double.NaN;
    }
}
