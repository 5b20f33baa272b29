package io.changelens.core.estimator;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.InverseErfc;

/**
 * Student's t by the normal deviate with the same tail, to about four digits at three degrees of freedom and more beyond
 * (Hill 1970, "Algorithm 395: Student's t-distribution", Comm. ACM 13). The incomplete beta function would cost more than
 * the rest of an estimate.
 *
 * @param freedom degrees of freedom, at least 1
 */
public record StudentT(double freedom) {

    private static final double ROOT_OF_TWO = Math.sqrt(2);
    private static final int ITERATIONS = 20;
    private static final double PRECISION = 1e-13;

    /** Probability of a value at least that far from 0, on either side. */
    public double twoTails(double t) {
        return Erfc.value(deviate(t) / ROOT_OF_TWO);
    }

    /** The distance from 0 that is exceeded with that probability, on either side. */
    public double beyond(double p) {
        double z = ROOT_OF_TWO * InverseErfc.value(p);
        double a = freedom - 0.5;
        double b = 48 * a * a;
        double t = Math.sqrt(freedom * Math.expm1(z * z / a));
        for (int i = 0; i < ITERATIONS && t > 0; i++) {
            double squared = a * Math.log1p(t * t / freedom);
            double slope = a * t / (Math.sqrt(squared) * (freedom + t * t)) * (1 + 3 * (squared + 1) / b);
            double step = (deviate(t) - z) / slope;
            t -= step;
            if (Math.abs(step) <= PRECISION * t) {
                break;
            }
        }
        return t;
    }

    private double deviate(double t) {
        double a = freedom - 0.5;
        double b = 48 * a * a;
        double squared = a * Math.log1p(t * t / freedom);
        double w = Math.sqrt(squared);
        double fourth = squared * squared;
        double correction = 4 * fourth * squared + 33 * fourth + 240 * squared + 855;
        return w + w * (squared + 3) / b - w * correction / (10 * b * (b + 0.8 * fourth + 100));
    }
}
