package io.changelens.core.estimator;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The counts of a share over a window, such as sessions without an error among all sessions. The binomial distribution
 * bounds the uncertainty of a share from below: however small the residuals at placebo times are, chance alone varies a
 * share by that much. A share that a change has moved has another binomial variance than before.
 *
 * @param some count of the numerator
 * @param all count of the denominator; at least {@code some}
 */
public record Counts(double some, double all) {

    /** A count of 0 is treated as half a unit. */
    private static final double LEAST = 0.5;

    /** Larger counts vary by more than chance, so the bound does not matter. */
    private static final double MOST = 1e6;

    /** Returns the counts if both are whole and the first can be a share of the second; else null. */
    public static Counts of(double some, double all) {
        boolean whole = some == Math.rint(some) && all == Math.rint(all);
        return whole && some <= all && all > 0 && all < MOST ? new Counts(some, all) : null;
    }

    /**
     * Returns the binomial variance of the logarithm of a share, by the delta method: 1 / of − 1 / all.
     *
     * @param of count of the numerator, observed or expected
     */
    public double variance(double of) {
        return Math.max(0, 1 / Math.max(LEAST, of) - 1 / all);
    }

    /** Returns the two-sided binomial p-value of the observed count, given an expected count of the numerator. */
    public double p(double expected) {
        BinomialDistribution chance = BinomialDistribution.of((int) all, Math.max(0, Math.min(1, expected / all)));
        double atMost = chance.cumulativeProbability((int) some);
        double atLeast = chance.survivalProbability((int) some - 1);
        return Math.min(1, 2 * Math.min(atMost, atLeast));
    }
}
