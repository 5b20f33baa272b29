package io.changelens.simulation;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** Hourly noise factors with mean 1: the exponential of an AR(1) process with coefficient 0.7. */
public final class Noise {

    private static final double PERSISTENCE = 0.7;

    private Noise() {}

    /**
     * Draws a factor for each hour.
     *
     * @param hours number of hours
     * @param deviation standard deviation of the factors' logarithm
     * @param random generator of random numbers
     */
    public static double[] hourly(UniformRandomProvider random, int hours, double deviation) {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        double[] factors = new double[hours];
        double state = normal.sample() * deviation;
        double innovation = deviation * Math.sqrt(1 - PERSISTENCE * PERSISTENCE);
        for (int i = 0; i < hours; i++) {
            factors[i] = Math.exp(state - deviation * deviation / 2);
            state = PERSISTENCE * state + innovation * normal.sample();
        }
        return factors;
    }
}
