package io.changelens.core.estimator;

/**
 * A KPI over time: its two sums in equal steps, kept as {@link RunningTotals}. A step whose denominator is 0 has no data: it
 * is a gap, or nothing happened.
 */
public final class KpiSeries {

    /** A window says nothing if fewer of its steps have data than this share of what is usual. */
    private static final double LEAST_COVERED = 0.5;

    /** Standard deviations of the number of steps with data, where not all have some, that are left to chance. */
    private static final double CHANCE = 2;

    /** Running totals above and below the line side by side, as they are read together: one line of memory, not two. */
    private final double[] totals;

    private final int[] covered;
    private final int first;
    private final int length;
    private final double unit;

    /** The steps of running totals from {@code first} on. */
    public KpiSeries(double[] totals, int[] covered, int first, int length, double unit) {
        this.unit = unit;
        this.totals = totals;
        this.covered = covered;
        this.first = first;
        this.length = length;
    }

    private static KpiSeries of(double[] numerators, double[] denominators, double unit) {
        if (numerators.length != denominators.length) {
            throw new IllegalArgumentException(
                    numerators.length + " numerators, but " + denominators.length + " denominators");
        }
        RunningTotals totals = new RunningTotals(numerators.length, unit);
        for (int i = 0; i < numerators.length; i++) {
            check("numerator", i, numerators[i]);
            check("denominator", i, denominators[i]);
            totals.add(numerators[i], denominators[i]);
        }
        return totals.series(0, numerators.length);
    }

    /**
     * A ratio of sums, below the line of which something is counted.
     *
     * @param numerators sum above the line in each step
     * @param denominators number below the line in each step; 0 where nothing happened
     * @throws IllegalArgumentException if they differ in length, or one is negative or not finite
     */
    public static KpiSeries ofRatio(double[] numerators, double[] denominators) {
        return of(numerators, denominators, 1);
    }

    /**
     * A mean of values: sums over how many there are. What is averaged is no count, so chance has no say of its own in it, and
     * one value may tell as much as many.
     *
     * @param sums sum of the values in each step
     * @param values how many there are; 0 for a gap
     * @throws IllegalArgumentException if they differ in length, or one is negative or not finite
     */
    public static KpiSeries ofMeans(double[] sums, double[] values) {
        return of(sums, values, 0);
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
        return of(sums, counts, 0);
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
        return totals[2 * (first + to)] - totals[2 * (first + from)];
    }

    /** Sum below the line over steps {@code [from, to)}. */
    public double denominator(int from, int to) {
        return totals[2 * (first + to) + 1] - totals[2 * (first + from) + 1];
    }

    /** How many were counted below the line in a window; infinite if nothing is counted. */
    public double counted(int from, int to) {
        return unit == 0 ? Double.POSITIVE_INFINITY : denominator(from, to) / unit;
    }

    /** What was counted in a window; null if its sums are no counts. */
    public Counts counts(int from, int to) {
        return unit == 0 ? null : Counts.of(numerator(from, to) / unit, denominator(from, to) / unit);
    }

    private int covered(int from, int to) {
        return covered[first + to] - covered[first + from];
    }

    /** Smallest sum above the line of one step before that one which is not 0; 1 when all are. For counts it is the unit. */
    public double smallest(int to) {
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < to; i++) {
            double numerator = numerator(i, i + 1);
            if (numerator > 0 && numerator < smallest) {
                smallest = numerator;
            }
        }
        return Double.isInfinite(smallest) ? 1 : smallest;
    }

    /** Whether one of equally spaced windows has data, but nothing above the line; see {@link #ratios}. */
    public boolean hasEmpty(int count, int from, int stride, int steps) {
        for (int i = 0; i < count; i++) {
            int begin = from - i * stride;
            if (numerator(begin, begin + steps) == 0 && covered(begin, begin + steps) > 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * The KPI over equally spaced windows, NaN for one that says nothing or has nothing above the line.
     *
     * @param ratios receives them, the latest window first
     * @param count how many there are
     * @param from begin of the latest window; the oldest must not begin before the series, nor the latest end after it
     * @param stride steps from the begin of one to that of the next
     * @param week windows in a week
     * @param steps in each
     * @param added what to add above the line
     * @return whether none is NaN
     */
    public boolean ratios(double[] ratios, int count, int from, int stride, int week, int steps, double added) {
        int[] enough = covered(0, length) < length ? enough(count, from, stride, week, steps) : null;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            int begin = from - i * stride;
            int end = begin + steps;
            boolean says = enough == null || covered(begin, end) >= enough[i % week];
            double ratio = (numerator(begin, end) + added) / denominator(begin, end);
            ratios[i] = says && ratio > 0 && ratio <= Double.MAX_VALUE ? ratio : Double.NaN;
            sum += ratios[i];
        }
        return !Double.isNaN(sum);
    }

    /**
     * In how many steps a window has to have data, by its place in the week: half as many as the fullest at that place has.
     * Where that one has data in some steps only, because little happens, chance leaves some windows with fewer, and two
     * standard deviations of the binomial distribution are taken off.
     */
    private int[] enough(int count, int from, int stride, int week, int steps) {
        int[] fullest = new int[week];
        for (int i = 0; i < count; i++) {
            int begin = from - i * stride;
            fullest[i % week] = Math.max(fullest[i % week], covered(begin, begin + steps));
        }
        for (int i = 0; i < week; i++) {
            double spread = Math.sqrt(fullest[i] * (1 - (double) fullest[i] / steps));
            fullest[i] = Math.max(1, (int) Math.ceil(LEAST_COVERED * fullest[i] - CHANCE * spread));
        }
        return fullest;
    }
}
