package io.changelens.core.estimator;

/**
 * A KPI over time: sums of numerator and denominator in equal steps, kept as {@link RunningTotals}. The KPI over a
 * window is the ratio of its sums. A step whose denominator is 0 has no data: it is a gap, or nothing happened.
 *
 * <p>One file: the kinds of series differ in a few lines of one computation over the same totals.
 */
public final class KpiSeries {

    /** A window has no value if fewer of its steps have data than this share of the usual number. */
    private static final double LEAST_COVERED = 0.5;

    /** Standard deviations by which the number of steps with data may fall short by chance, where data are sparse. */
    private static final double CHANCE = 2;

    /**
     * Running totals of numerator and denominator, interleaved because they are read together: one cache line instead
     * of two.
     */
    private final double[] totals;

    private final int[] covered;
    private final int first;
    private final int length;
    /** Steps between neighbouring totals. */
    private final int every;

    private final Scale scale;

    /**
     * What the sums of a series count.
     *
     * @param unit the amount that one counted thing adds to a sum; 0 if nothing is counted
     * @param perTime whether the denominator is a length of time, and not a number of trials
     */
    public record Scale(double unit, boolean perTime) {

        /** Nothing is counted. */
        public static final Scale NONE = new Scale(0, false);

        /** The denominator is a number of trials. */
        public static Scale counts(double unit) {
            return new Scale(unit, false);
        }

        /** The denominator is a length of time: a volume. */
        public static Scale perTime(double unit) {
            return new Scale(unit, true);
        }
    }

    /**
     * Creates a view of running totals.
     *
     * @param totals entries 2 i and 2 i + 1 are the sums of numerator and denominator over the first i steps
     * @param covered entry i is the number of steps with data among the first i
     * @param first first step of the series
     * @param length number of steps
     * @param every steps between neighbouring totals; the sum between two of them is spread evenly over the steps
     * @param scale what the sums count
     */
    KpiSeries(double[] totals, int[] covered, int first, int length, int every, Scale scale) {
        this.scale = scale;
        this.every = every;
        this.totals = totals;
        this.covered = covered;
        this.first = first;
        this.length = length;
    }

    private static KpiSeries of(double[] numerators, double[] denominators, Scale scale) {
        if (numerators.length != denominators.length) {
            throw new IllegalArgumentException(
                    numerators.length + " numerators, but " + denominators.length + " denominators");
        }
        RunningTotals totals = new RunningTotals(numerators.length, scale);
        for (int i = 0; i < numerators.length; i++) {
            check("numerator", i, numerators[i]);
            check("denominator", i, denominators[i]);
            totals.add(numerators[i], denominators[i]);
        }
        return totals.series(0, numerators.length);
    }

    /**
     * Creates a series of ratios whose denominator is a count.
     *
     * @param numerators numerator of each step
     * @param denominators count of each step; 0 where nothing happened
     * @throws IllegalArgumentException if they differ in length, or one is negative or not finite
     */
    public static KpiSeries ofRatio(double[] numerators, double[] denominators) {
        return of(numerators, denominators, Scale.counts(1));
    }

    /**
     * Creates a series of means: sums of values over the number of values. The denominator is not a number of trials,
     * so the binomial bound does not apply and no minimum count is required.
     *
     * @param sums sum of the values in each step
     * @param values number of values in each step; 0 for a gap
     * @throws IllegalArgumentException if they differ in length, or one is negative or not finite
     */
    public static KpiSeries ofMeans(double[] sums, double[] values) {
        return of(sums, values, Scale.NONE);
    }

    /**
     * Creates a series of plain values; the KPI over a window is their mean.
     *
     * @param values value of each step; NaN for a gap
     * @throws IllegalArgumentException if one is negative or infinite, as the method compares ratios
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
        return of(sums, counts, Scale.NONE);
    }

    /**
     * Creates a series of volumes: counts per observed step.
     *
     * @param amounts what was counted in each step
     * @param observed 1 for each observed step; 0 for a gap
     * @throws IllegalArgumentException if they differ in length, or one is negative or not finite
     */
    public static KpiSeries ofVolume(double[] amounts, double[] observed) {
        return of(amounts, observed, Scale.perTime(1));
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

    /** Sum of the numerator over steps {@code [from, to)}. */
    public double numerator(int from, int to) {
        return every == 1 ? totals[2 * (first + to)] - totals[2 * (first + from)] : spread(from, to, 0);
    }

    /** Sum of the denominator over steps {@code [from, to)}. */
    public double denominator(int from, int to) {
        return every == 1 ? totals[2 * (first + to) + 1] - totals[2 * (first + from) + 1] : spread(from, to, 1);
    }

    /** A sum of what lies between totals; equal wherever the totals begin. */
    private double spread(int from, int to, int which) {
        int begin = first + from;
        int end = first + to;
        return totals[2 * (end / every) + which]
                - totals[2 * (begin / every) + which]
                + (part(end, which) - part(begin, which));
    }

    private double part(int step, int which) {
        int at = 2 * (step / every) + which;
        int rest = step % every;
        return rest == 0 ? 0 : (totals[at + 2] - totals[at]) * rest / every;
    }

    /** Count of the denominator over steps {@code [from, to)}; infinite if it is no count. */
    public double counted(int from, int to) {
        return scale.unit == 0 || scale.perTime ? Double.POSITIVE_INFINITY : denominator(from, to) / scale.unit;
    }

    /**
     * Counts of numerator and denominator over steps {@code [from, to)}; null if chance has no known distribution for
     * them.
     */
    public Counts counts(int from, int to) {
        if (scale.unit == 0) {
            return null;
        }
        double some = numerator(from, to) / scale.unit;
        double all = denominator(from, to) / scale.unit;
        return scale.perTime ? Counts.perTime(some, all) : Counts.of(some, all);
    }

    private int covered(int from, int to) {
        return every == 1 ? covered[first + to] - covered[first + from] : spreadCover(to) - spreadCover(from);
    }

    private int spreadCover(int step) {
        int at = (first + step) / every;
        int rest = (first + step) % every;
        return covered[at] * every + (rest == 0 ? 0 : (covered[at + 1] - covered[at]) * rest);
    }

    /**
     * Smallest positive numerator of a single step before {@code to}, which is the unit of counts; 1 if there is none.
     */
    public double smallest(int to) {
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < to; i++) {
            double numerator = numerator(i, i + 1) * every;
            if (numerator > 0 && numerator < smallest) {
                smallest = numerator;
            }
        }
        return Double.isInfinite(smallest) ? 1 : smallest;
    }

    /**
     * Whether one of several windows has data, but a numerator of 0.
     *
     * @param count number of windows
     * @param starts where they start
     * @param steps length of each window
     */
    boolean hasEmpty(int count, WindowStarts starts, int steps) {
        for (int i = 0; i < count; i++) {
            int begin = begin(starts, i, steps);
            if (numerator(begin, begin + steps) == 0 && covered(begin, begin + steps) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Start of a window. Beside a clock change, one by the clock of the change could end after the series. */
    private int begin(WindowStarts starts, int window, int steps) {
        return Math.min(starts.at(window), length - steps);
    }

    /**
     * Computes the KPI over windows: {@code (numerator + added) / denominator}. It is NaN if too few steps of the window
     * have data, or if the numerator is 0.
     *
     * @param ratios receives the results, the latest window first
     * @param count number of windows
     * @param starts where they start; the oldest must not start before the series, nor the latest end after it
     * @param period windows in a period
     * @param steps length of each window
     * @param added amount to add to each numerator
     * @return whether none is NaN
     */
    boolean ratios(double[] ratios, int count, WindowStarts starts, int period, int steps, double added) {
        int[] enough = covered(0, length) < length ? enough(count, starts, period, steps) : null;
        boolean complete = true;
        int from = 0;
        while (from < count) {
            int to = starts.sameClockUntil(from, count);
            complete &= ratios(ratios, from, to, starts, enough, steps, added);
            from = to;
        }
        return complete;
    }

    /** Computes windows that are equally spaced in the series. */
    private boolean ratios(
            double[] ratios, int from, int to, WindowStarts starts, int[] enough, int steps, double added) {
        int first = starts.at(from);
        int stride = starts.stride();
        int last = length - steps;
        double sum = 0;
        for (int i = from; i < to; i++) {
            int begin = Math.min(first - (i - from) * stride, last);
            int end = begin + steps;
            boolean says = enough == null || covered(begin, end) >= enough[i % enough.length];
            double ratio = (numerator(begin, end) + added) / denominator(begin, end);
            ratios[i] = says && ratio > 0 && ratio <= Double.MAX_VALUE ? ratio : Double.NaN;
            sum += ratios[i];
        }
        return !Double.isNaN(sum);
    }

    /**
     * Returns the number of steps with data that a window needs, by its position in the period: with the largest number n
     * at that position, {@code n / 2 - 2 sqrt(n (1 - n / steps))}, at least 1. The second term is two standard
     * deviations of the binomial distribution: where little happens, some windows have fewer steps with data by chance.
     */
    private int[] enough(int count, WindowStarts starts, int period, int steps) {
        int[] fullest = new int[period];
        for (int i = 0; i < count; i++) {
            int begin = begin(starts, i, steps);
            fullest[i % period] = Math.max(fullest[i % period], covered(begin, begin + steps));
        }
        for (int i = 0; i < period; i++) {
            double spread = Math.sqrt(fullest[i] * (1 - (double) fullest[i] / steps));
            fullest[i] = Math.max(1, (int) Math.ceil(LEAST_COVERED * fullest[i] - CHANCE * spread));
        }
        return fullest;
    }
}
