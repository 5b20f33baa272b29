package io.changelens.estimation.effect;

/**
 * A KPI over time: its two sums in equal steps, kept as running totals, so that a window of any length costs two reads.
 * A step whose denominator is 0 is a gap.
 */
public final class KpiSeries {

    /** A window says nothing if less than this share of its steps has data. */
    private static final double LEAST_COVERED = 0.5;

    /** Running totals above and below the line side by side, as they are read together: one line of memory, not two. */
    private final double[] totals;

    private final int[] covered;
    private final double[] smallest;
    private final int[] longestEmpty;

    private KpiSeries(double[] numerators, double[] denominators) {
        int n = numerators.length;
        this.totals = new double[2 * (n + 1)];
        this.covered = new int[n + 1];
        this.smallest = new double[n + 1];
        this.longestEmpty = new int[n + 1];
        this.smallest[0] = Double.POSITIVE_INFINITY;
        int empty = 0;
        for (int i = 0; i < n; i++) {
            boolean covers = denominators[i] > 0;
            this.totals[2 * i + 2] = totals[2 * i] + numerators[i];
            this.totals[2 * i + 3] = totals[2 * i + 1] + denominators[i];
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
        return covered.length - 1;
    }

    /** Sum above the line over steps {@code [from, to)}. */
    public double numerator(int from, int to) {
        return totals[2 * to] - totals[2 * from];
    }

    /** Sum below the line over steps {@code [from, to)}. */
    public double denominator(int from, int to) {
        return totals[2 * to + 1] - totals[2 * from + 1];
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
     * @param count how many there are
     * @param from begin of the latest window; the oldest must not begin before the series, nor the latest end after it
     * @param stride steps from the begin of one to that of the next
     * @param length steps in each
     * @param added what to add above the line
     * @return whether none is NaN
     */
    boolean logRatios(double[] logs, int count, int from, int stride, int length, double added) {
        boolean gaps = covered[length()] < length();
        double sum = 0;
        for (int i = 0; i < count; i++) {
            int begin = from - i * stride;
            int end = begin + length;
            double log = gaps && !speaks(begin, end)
                    ? Double.NaN
                    : Logarithm.of((numerator(begin, end) + added) / denominator(begin, end));
            logs[i] = log;
            sum += log;
        }
        return !Double.isNaN(sum);
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
