package io.changelens.core.estimator;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Counts in a window of which one is a share of the other, such as sessions without an error among sessions. Chance alone
 * makes a share differ from what is expected, as the binomial distribution says. However little predictions missed at the
 * placebo times, they cannot miss by less than that; and a share that a change has moved has another chance than before.
 *
 * @param some counted above the line
 * @param all counted below the line; at least {@code some}
 */
public record Counts(double some, double all) {

    /** A count of nothing is as uncertain as one of a half. */
    private static final double LEAST = 0.5;

    /** Larger ones miss by more than chance. */
    private static final double MOST = 1e6;

    /** Counts if they are whole, and one can be a share of the other; else null. */
    public static Counts of(double some, double all) {
        boolean whole = some == Math.rint(some) && all == Math.rint(all);
        return whole && some <= all && all > 0 && all < MOST ? new Counts(some, all) : null;
    }

    /**
     * Variance that chance gives the logarithm of a share of all, by the delta method.
     *
     * @param of how many the share is of all
     */
    public double variance(double of) {
        return Math.max(0, 1 / Math.max(LEAST, of) - 1 / all);
    }

    /** Two-sided p-value of the share by chance alone, if so many are expected. */
    public double p(double expected) {
        BinomialDistribution chance = BinomialDistribution.of((int) all, Math.max(0, Math.min(1, expected / all)));
        double atMost = chance.cumulativeProbability((int) some);
        double atLeast = chance.survivalProbability((int) some - 1);
        return Math.min(1, 2 * Math.min(atMost, atLeast));
    }
}
