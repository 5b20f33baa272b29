package io.changelens.core.attribution;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Likelihood ratios of what a KPI shows with harm by a change and without it. Each exceeds 1 when harm is likelier, and
 * only grows with the harm seen.
 */
final class HarmRatio {

    /** Least part of the good events that harm makes bad. */
    private static final double LEAST_PART = 0.01;
    /** Largest logarithm of a harmed rate over the usual one. */
    private static final double FARTHEST = 3;

    private static final double LEAST_SHAPE = 1e-3;
    private static final int STEPS = 50;
    /** Degrees of freedom of the tails: large shifts count for less than under a normal distribution. */
    private static final double TAILS = 8;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double MOST = 1e300;

    private HarmRatio() {}

    /**
     * The likelihood ratio of a count among {@code of} events. Without harm it is beta-binomial with the expected share and
     * {@code concentration}. Harm makes a part h of the good events bad; ln h is uniform between ln 0.01 and 0.
     *
     * @param worse number of events that count as bad
     * @param of number of events
     * @param expected expected share of bad events, between 0 and 1, both exclusive
     * @param concentration number of events that the expectation is worth
     * @param often shape of bad events that are added without harm
     */
    static double ofShare(double worse, double of, double expected, double concentration, double often) {
        return averaged(harm -> {
            double part = Math.pow(LEAST_PART, 1 - harm);
            double good = Math.max(LEAST_SHAPE, concentration * (1 - expected) * (1 - (harm == 0 ? 0 : part)));
            double bad = concentration + often - good;
            return LogBeta.value(worse + bad, of - worse + good) - LogBeta.value(bad, good);
        });
    }

    /**
     * The likelihood ratio of a count. Without harm it is negative binomial with the expected mean and a gamma shape. Harm
     * makes the mean smaller or greater by a factor whose logarithm is uniform between 0 and 3.
     *
     * @param count number of events
     * @param expected expected number of events
     * @param shape inverse of the squared coefficient of variation of the mean
     * @param fewer whether fewer events are worse
     */
    static double ofRate(double count, double expected, double shape, boolean fewer) {
        return averaged(harm -> {
            double mean = expected * Math.exp(fewer ? -FARTHEST * harm : FARTHEST * harm);
            return count * Math.log(mean / (shape + mean)) - shape * Math.log1p(mean / shape);
        });
    }

    /** The mean of {@code exp(log likelihood)} over harm uniform between 0 and 1, over that of no harm. */
    private static double averaged(DoubleUnaryOperator logLikelihood) {
        double without = logLikelihood.applyAsDouble(0);
        double sum = 0;
        for (int i = 0; i < STEPS; i++) {
            double harm = (i + 0.5) / STEPS;
            sum += Math.exp(Math.min(700, logLikelihood.applyAsDouble(harm) - without));
        }
        return Math.min(MOST, sum / STEPS);
    }

    /**
     * The likelihood ratio of a shift that is normal around 0 without harm. Changes without harm shift little or much, with
     * equal probability. Harm adds a half-normal shift for the worse (Dienes 2014). Large shifts are tempered as by
     * Student's t.
     *
     * @param worse the shift, positive for the worse
     * @param variance variance of its estimate
     * @param little standard deviation of half of the shifts without harm
     * @param much standard deviation of the other half
     * @param harm scale of harmful shifts
     */
    static double ofShift(double worse, double variance, double little, double much, double harm) {
        double narrow = variance + little * little;
        double wide = variance + much * much;
        double z = tempered(worse / Math.sqrt(narrow));
        double y = tempered(worse / Math.sqrt(wide));
        // Density of the wide normal over that of the narrow one.
        double wider = Math.exp((z * z - y * y) / 2) * Math.sqrt(narrow / wide);
        double likelihoods = ofNormal(z, narrow, harm) + wider * ofNormal(y, wide, harm);
        return Math.min(MOST, likelihoods / (1 + wider));
    }

    private static double ofNormal(double z, double variance, double harm) {
        double shrink = harm * harm / (variance + harm * harm);
        double slope = z * Math.sqrt(shrink);
        return 2 * NORMAL.cumulativeProbability(slope) * Math.sqrt(1 - shrink) * Math.exp(slope * slope / 2);
    }

    private static double tempered(double z) {
        return Math.signum(z) * Math.sqrt(TAILS * Math.log1p(z * z / TAILS));
    }
}
