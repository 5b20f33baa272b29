package io.changelens.core.estimator;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.InverseErfc;

/**
 * Student's t distribution, computed by the normal deviate with the same tail, to about four digits at three degrees of
 * freedom and more beyond (Hill 1970, "Algorithm 395: Student's t-distribution", Comm. ACM 13). With
 * {@code a = ν - 1/2}, {@code b = 48 a²} and {@code w² = a log(1 + t²/ν)}, the deviate is
 *
 * <p>{@code w + (w³ + 3 w) / b - (4 w⁷ + 33 w⁵ + 240 w³ + 855 w) / (10 b (b + 0.8 w⁴ + 100))}.
 *
 * <p>The incomplete beta function would cost more than the rest of an estimate.
 *
 * @param freedom degrees of freedom ν, at least 1
 */
public record StudentT(double freedom) {

    private static final double ROOT_OF_TWO = Math.sqrt(2);
    private static final double HALF = 0.5;
    private static final int ITERATIONS = 20;
    /** A step of this size leaves an error of about its square. */
    private static final double PRECISION = 1e-8;

    /** Returns the probability {@code P(|T| >= t)}. */
    public double twoTails(double t) {
        return Erfc.value(deviate(t) / ROOT_OF_TWO);
    }

    /**
     * Returns the two-sided quantile: the t whose probability {@code P(|T| >= t)} is p. Newton's method finds the w whose
     * deviate has that tail, so that t itself takes one exponential.
     */
    public double upperTail(double p) {
        double z = ROOT_OF_TWO * InverseErfc.value(p);
        double w = z;
        for (int i = 0; i < ITERATIONS && w > 0; i++) {
            double step = (deviateOf(w) - z) / slope(w);
            w -= step;
            if (Math.abs(step) <= PRECISION * w) {
                break;
            }
        }
        return Math.sqrt(freedom * Math.expm1(w * w / (freedom - HALF)));
    }

    private double deviate(double t) {
        return deviateOf(Math.sqrt((freedom - HALF) * Math.log1p(t * t / freedom)));
    }

    private double deviateOf(double w) {
        double b = b();
        double squared = w * w;
        return w + w * (squared + 3) / b - w * numerator(squared) / denominator(squared);
    }

    /** Derivative of the deviate by w. */
    private double slope(double w) {
        double b = b();
        double squared = w * w;
        double fourth = squared * squared;
        double ofNumerator = 28 * fourth * squared + 165 * fourth + 720 * squared + 855;
        double ofDenominator = 32 * b * fourth;
        double below = denominator(squared);
        return 1 + 3 * (squared + 1) / b - (ofNumerator - numerator(squared) * ofDenominator / below) / below;
    }

    private double b() {
        double a = freedom - HALF;
        return 48 * a * a;
    }

    /** Numerator of the last term, over w. */
    private static double numerator(double squared) {
        double fourth = squared * squared;
        return 4 * fourth * squared + 33 * fourth + 240 * squared + 855;
    }

    private double denominator(double squared) {
        double b = b();
        return 10 * b * (b + 0.8 * squared * squared + 100);
    }
}
