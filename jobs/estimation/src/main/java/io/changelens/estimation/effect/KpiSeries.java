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
    private final double[] smallest;
    private final int[] longestEmpty;

    private KpiSeries(double[] numerators, double[] denominators) {
        int n = numerators.length;
        this.numerators = new double[n + 1];
        this.denominators = new double[n + 1];
        this.covered = new int[n + 1];
        this.smallest = new double[n + 1];
        this.longestEmpty = new int[n + 1];
        this.smallest[0] = Double.POSITIVE_INFINITY;
        int empty = 0;
        for (int i = 0; i < n; i++) {
            boolean covers = denominators[i] > 0;
            this.numerators[i + 1] = this.numerators[i] + numerators[i];
            this.denominators[i + 1] = this.denominators[i] + denominators[i];
            this.covered[i + 1] = covered[i] + (covers ? 1 : 0);
            this.smallest[i + 1] = numerators[i] > 0 ? Math.min(smallest[i], numerators[i]) : smallest[i];
            empty = numerators[i] > 0 ? 0 : covers ? empty + 1 : empty;
            this.longestEmpty[i + 1] = Math.max(longestEmpty[i], empty);
        }
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
        return new KpiSeries(numerators, denominators);
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
        return new KpiSeries(sums, counts);
    }

    private static void check(String what, int step, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + " of step " + step + " is " + value + "; it must be 0 or more");
        }
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

    /** Smallest sum above the line of one step before that one which is not 0; 1 when all are. For counts it is the unit. */
    double smallest(int to) {
        return Double.isInfinite(smallest[to]) ? 1 : smallest[to];
    }

    /** Whether a window of that length before that step may have nothing above the line though it has data. */
    boolean mayBeEmpty(int length, int to) {
        return longestEmpty[to] >= LEAST_COVERED * length;
    }

    /** Whether the window lies within the series and enough of its steps have data. */
    boolean speaks(int from, int to) {
        return from >= 0 && to <= length() && covered[to] - covered[from] >= LEAST_COVERED * (to - from);
    }

    /**
     * Logarithms of the KPI over equally spaced windows, NaN for one that says nothing or has nothing above the line.
     *
     * @param logs receives them, the latest window first
     * @param from begin of the latest window
     * @param stride steps from the begin of one to that of the next
     * @param length steps in each
     * @param added what to add above the line
     */
    void logRatios(double[] logs, int from, int stride, int length, double added) {
        boolean whole = covered[length()] == length();
        for (int i = 0; i < logs.length; i++) {
            int begin = from - i * stride;
            int end = begin + length;
            double above = Double.NaN;
            if (whole ? begin >= 0 && end <= length() : speaks(begin, end)) {
                above = numerators[end] - numerators[begin] + added;
            }
            logs[i] = above > 0 ? Math.log(above / (denominators[end] - denominators[begin])) : Double.NaN;
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
