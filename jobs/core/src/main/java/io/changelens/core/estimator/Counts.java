package io.changelens.core.estimator;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.DiscreteDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/**
 * The counts of a share over a window, such as sessions without an error among all sessions. The binomial distribution
 * bounds the uncertainty of a share from below: however small the residuals at placebo times are, chance alone varies a
 * share by that much. A share that a change has moved has another binomial variance than before.
 *
 * <p>Counts per time, such as sessions per minute, vary by at least the Poisson distribution, which is the binomial
 * distribution of endlessly many trials.
 *
 * @param some count of the numerator
 * @param all count of the denominator, at least {@code some}; or a length of time
 * @param perTime whether the denominator is a length of time
 */
public record Counts(double some, double all, boolean perTime) {

    /** Creates the counts of a share. */
    public Counts(double some, double all) {
        this(some, all, false);
    }

    /** A count of 0 is treated as half a unit. */
    private static final double LEAST = 0.5;

    /** Larger counts vary by more than chance, so the bound does not matter. */
    private static final double MOST = 1e6;

    /** Returns the counts if both are whole and the first can be a share of the second; else null. */
    public static Counts of(double some, double all) {
        boolean whole = some == Math.rint(some) && all == Math.rint(all);
        return whole && some <= all && all > 0 && all < MOST ? new Counts(some, all) : null;
    }

    /** Returns the counts over a length of time if they are whole; else null. */
    public static Counts perTime(double some, double time) {
        return some == Math.rint(some) && time > 0 && some < MOST ? new Counts(some, time, true) : null;
    }

    /**
     * Returns the variance of the logarithm of a share or volume, by the delta method: 1 / of − 1 / all, and for a volume
     * 1 / of.
     *
     * @param of count of the numerator, observed or expected
     */
    public double variance(double of) {
        return perTime ? 1 / Math.max(LEAST, of) : Math.max(0, 1 / Math.max(LEAST, of) - 1 / all);
    }

    /** Returns the two-sided p-value of the observed count by chance, given an expected count of the numerator. */
    public double p(double expected) {
        DiscreteDistribution chance = perTime
                ? PoissonDistribution.of(Math.max(LEAST, expected))
                : BinomialDistribution.of((int) all, Math.max(0, Math.min(1, expected / all)));
        double atMost = chance.cumulativeProbability((int) some);
        double atLeast = chance.survivalProbability((int) some - 1);
        return Math.min(1, 2 * Math.min(atMost, atLeast));
    }
}
