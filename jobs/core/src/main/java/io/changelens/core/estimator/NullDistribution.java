package io.changelens.core.estimator;

import java.util.Arrays;

/**
 * The distribution of residuals without a change: the absolute residuals x_1 .. x_n at placebo times, each in units of
 * the usual residual at its time.
 *
 * <p>The p-value of a residual x is {@code sqrt(p_rank(x) p_t(x))}, the geometric mean of two:
 *
 * <ul>
 *   <li>{@code p_rank(x) = (w + #{i : x_i >= x}) / (w + n)}, the rank among the placebos (Dwass 1957; Abadie, Diamond
 *     and Hainmueller 2010), which assumes no shape;
 *   <li>{@code p_t(x) = P(|T_ν| >= x / s)}, Student's t, which extends beyond the largest placebo residual.
 * </ul>
 *
 * <p>Placebo windows overlap, and long ones resemble their neighbours. With o placebo times in the length of a window
 * of D days, {@code m = n / o / (1 + 0.6 D / 7)} windows are counted as independent. Then {@code w = max(1, o / 4)} for
 * 16 windows or more and proportionally less for fewer, but with windows longer than a day no less than a share
 * {@code D / 3} of it.
 *
 * <p>Misses of predictions have heavier tails than a normal distribution, however many there are. So t has
 * {@code ν = min(8, max(3, m))} degrees of freedom. With {@code s² = mean(x_i²)} for up to 8 windows, its variance is
 * that of the uncertain scale of a normal distribution; for more the variance is kept:
 * {@code s² = mean(x_i²) (6 / 8) m / (m - 2)}.
 */
public final class NullDistribution {

    private static final double OWN_SHARE = 0.25;
    /** With fewer windows than these a rank is coarse already. */
    private static final double MANY_WINDOWS = 16;
    /** Windows so many days long count with their whole share in the rank. */
    private static final double LONG_DAYS = 3;
    /** Share by which neighbouring windows of a week repeat each other. */
    private static final double ALIKE = 0.6;

    private static final double DAYS_OF_A_WEEK = 7;
    private static final double LEAST_FREEDOM = 3;
    /** Degrees of freedom of the tails, however many windows there are. */
    private static final double TAILS = 8;

    private static final double[] OF_MANY_WINDOWS = Margins.atLevels(new StudentT(TAILS)::upperTail);

    private final double[] sizes;
    private final double own;
    private final double windows;
    private final double spread;
    private final StudentT t;
    private double[] tail = new double[0];
    private double sortedFrom = Double.POSITIVE_INFINITY;

    /**
     * Creates the distribution.
     *
     * @param sizes absolute residuals in units of the usual residual at their time
     * @param overlap number of placebo times in the length of a window; at least 1
     * @param days length of a window in days
     */
    public NullDistribution(double[] sizes, double overlap, double days) {
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
        this.windows = sizes.length / overlap / (1 + ALIKE * days / DAYS_OF_A_WEEK);
        double share = Math.min(1, Math.max(windows / MANY_WINDOWS, days / LONG_DAYS));
        this.own = Math.max(1, OWN_SHARE * overlap * share);
        double meanSquare = squares / sizes.length;
        this.spread =
                Math.sqrt(windows <= TAILS ? meanSquare : meanSquare * (TAILS - 2) / TAILS * windows / (windows - 2));
        this.t = new StudentT(Math.max(LEAST_FREEDOM, Math.min(TAILS, windows)));
    }

    /** Number of windows that count as independent. */
    public double windows() {
        return windows;
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
     * value by t alone, and the one by t with the rank at that value. Not for concurrent use.
     */
    public double criticalValue(double alpha) {
        double alone = spread * quantile(alpha);
        double other = byRank(atLeast(alone), alpha);
        double low = Math.min(alone, other);
        sortFrom(low);
        int first = below(low);
        int from = first;
        int to = below(Math.max(alone, other));
        if (from == to) {
            return other;
        }
        while (from < to) {
            int middle = (from + to) >>> 1;
            double rank = rank(tail.length - middle);
            if (rank * t.twoTails(tail[middle] / spread) > alpha * alpha) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        double least = from == first ? low : Math.nextUp(tail[from - 1]);
        return Math.max(least, byRank(tail.length - from, alpha));
    }

    /** Quantile of t; where there are many windows, those of final analyses are known. */
    private double quantile(double alpha) {
        int known = t.freedom() == TAILS ? Margins.indexOf(alpha) : -1;
        return known >= 0 ? OF_MANY_WINDOWS[known] : t.upperTail(alpha);
    }

    /** Critical value if so many placebo residuals are at least as large. */
    private double byRank(int atLeast, double alpha) {
        return spread * t.upperTail(Math.min(1, alpha * alpha / rank(atLeast)));
    }

    private double rank(int atLeast) {
        return (own + atLeast) / (own + sizes.length);
    }

    private int atLeast(double limit) {
        if (limit >= sortedFrom) {
            return tail.length - below(limit);
        }
        int count = 0;
        for (double size : sizes) {
            count += size >= limit ? 1 : 0;
        }
        return count;
    }

    /** Sorts the residuals from a limit on. Critical values at several levels share them. */
    private void sortFrom(double limit) {
        if (limit >= sortedFrom) {
            return;
        }
        double[] found = Scratch.any(sizes.length);
        int count = 0;
        for (double size : sizes) {
            if (size >= limit) {
                found[count++] = size;
            }
        }
        tail = Arrays.copyOf(found, count);
        Arrays.sort(tail);
        sortedFrom = limit;
    }

    /** Number of sorted residuals that are smaller than a limit. */
    private int below(double limit) {
        int from = 0;
        int to = tail.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (tail[middle] < limit) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
