package io.changelens.core.estimator;

import java.util.Arrays;

/**
 * How far predictions miss where nothing was changed, each in units of what is usual at its time of day.
 *
 * <p>The p-value of a miss is the geometric mean of two: its rank among the placebos' (Dwass 1957; Abadie, Diamond and
 * Hainmueller 2010), which assumes no shape, and Student's t, which goes on where the placebos end. Placebo windows
 * overlap, so a window counts as a fifth of those it overlaps with in the rank, and t has as many degrees of freedom as
 * windows lie side by side.
 */
public final class NullDistribution {

    private static final double OWN_SHARE = 0.2;
    private static final double LEAST_FREEDOM = 3;
    private static final double MOST_FREEDOM = 200;

    private final double[] sizes;
    private final double own;
    private final double spread;
    private final StudentT t;

    /**
     * The distribution of misses.
     *
     * @param sizes how far each prediction misses, in units of what is usual at its time of day
     * @param overlap placebo times to the length of a window; at least 1
     */
    public NullDistribution(double[] sizes, double overlap) {
        double even = 0;
        double odd = 0;
        // Two sums, so that an addition need not wait for the one before.
        for (int i = 0; i + 1 < sizes.length; i += 2) {
            even += sizes[i] * sizes[i];
            odd += sizes[i + 1] * sizes[i + 1];
        }
        double last = sizes.length % 2 == 0 ? 0 : sizes[sizes.length - 1];
        double squares = even + odd + last * last;
        this.sizes = sizes;
        this.own = Math.max(1, OWN_SHARE * overlap);
        this.spread = Math.sqrt(squares / sizes.length);
        this.t = new StudentT(Math.max(LEAST_FREEDOM, Math.min(MOST_FREEDOM, sizes.length / overlap)));
    }

    /** Number of placebos. */
    public int count() {
        return sizes.length;
    }

    /** Two-sided p-value of a miss. */
    public double p(double size) {
        return Math.sqrt(rank(atLeast(size)) * t.twoTails(size / spread));
    }

    /**
     * How far a miss reaches whose p-value is alpha. Between two neighbouring misses the rank stays the same, so that t
     * alone decides there; the right two are searched for near the point that t alone would give.
     */
    public double criticalValue(double alpha) {
        double alone = beyond(alpha);
        double other = beyond(Math.min(1, alpha * alpha / rank(atLeast(alone))));
        double low = Math.min(alone, other);
        double high = Math.max(alone, other);
        double[] between = between(low, high);
        int farther = atLeast(high);
        int from = 0;
        int to = between.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            double rank = rank(farther + between.length - middle);
            if (rank * t.twoTails(between[middle] / spread) > alpha * alpha) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        double least = from == 0 ? low : Math.nextUp(between[from - 1]);
        double rank = rank(farther + between.length - from);
        return Math.max(least, beyond(Math.min(1, alpha * alpha / rank)));
    }

    private double beyond(double p) {
        return spread * t.beyond(p);
    }

    private double rank(int atLeast) {
        return (own + atLeast) / (own + sizes.length);
    }

    private int atLeast(double limit) {
        int count = 0;
        for (double size : sizes) {
            count += size >= limit ? 1 : 0;
        }
        return count;
    }

    private double[] between(double low, double high) {
        double[] between = new double[atLeast(low) - atLeast(high)];
        int count = 0;
        for (double size : sizes) {
            if (size >= low && size < high) {
                between[count++] = size;
            }
        }
        Arrays.sort(between);
        return between;
    }
}
