package io.changelens.core.estimator;

import java.util.Arrays;

/**
 * The distribution of residuals without a change: the absolute residuals x_1 .. x_n at placebo times, each in units of
 * the usual residual at its hour of the day.
 *
 * <p>The p-value of a residual x is {@code sqrt(p_rank(x) p_t(x))}, the geometric mean of two:
 *
 * <ul>
 *   <li>{@code p_rank(x) = (w + #{i : x_i >= x}) / (w + n)}, the rank among the placebos (Dwass 1957; Abadie, Diamond
 *     and Hainmueller 2010), which assumes no shape;
 *   <li>{@code p_t(x) = P(|T_ν| >= x / s)} with {@code s² = mean(x_i²)}, Student's t, which extends beyond the largest
 *     placebo residual.
 * </ul>
 *
 * <p>Placebo windows overlap. With o placebo times in the length of a window, {@code w = max(1, o / 5)}, so a window
 * counts as a fifth of those it overlaps with, and {@code ν = n / o} within 3 and 200, the number of windows that fit
 * side by side.
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
     * Creates the distribution.
     *
     * @param sizes absolute residuals in units of the usual residual at their hour of the day
     * @param overlap number of placebo times in the length of a window; at least 1
     */
    public NullDistribution(double[] sizes, double overlap) {
        double even = 0;
        double odd = 0;
        // Two sums, so that an addition does not wait for the previous one.
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

    /** Returns the two-sided p-value of an absolute residual. */
    public double p(double size) {
        return Math.sqrt(rank(atLeast(size)) * t.twoTails(size / spread));
    }

    /**
     * Returns the smallest absolute residual whose p-value is at most alpha. Between two neighbouring placebo residuals
     * the rank is constant and only t varies. The search is limited to the residuals between two bounds: the critical
     * value by t alone, and the one by t with the rank at that value.
     */
    public double criticalValue(double alpha) {
        double alone = upperTail(alpha);
        double other = upperTail(Math.min(1, alpha * alpha / rank(atLeast(alone))));
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
        return Math.max(least, upperTail(Math.min(1, alpha * alpha / rank)));
    }

    private double upperTail(double p) {
        return spread * t.upperTail(p);
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
