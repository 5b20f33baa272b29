package io.changelens.core.estimator;

import java.util.SplittableRandom;

/** Generated KPIs with the rhythm of days and weeks and noise that remembers; nothing ever changes in them. */
public final class Worlds {

    private final SplittableRandom random;

    Worlds(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** A KPI that is a mean of values. */
    double[] values(int day, int days) {
        double noise = 0.02 + 0.15 * random.nextDouble();
        double memory = Math.exp(-1.0 / (day * (0.02 + 0.3 * random.nextDouble())));
        double swing = 0.1 + 0.5 * random.nextDouble();
        double weekend = 0.4 * random.nextDouble();
        double phase = random.nextDouble();
        double[] y = new double[day * days];
        double e = 0;
        for (int i = 0; i < y.length; i++) {
            e = memory * e + noise * Math.sqrt(1 - memory * memory) * gaussian();
            double rhythm = swing * Math.sin(2 * Math.PI * ((double) (i % day) / day + phase));
            y[i] = 100 * Math.exp(rhythm - (i / day % 7 >= 5 ? weekend : 0) + e);
        }
        return y;
    }

    /** Counts around these expectations. */
    double[] counts(double[] expected) {
        double[] counts = new double[expected.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = poisson(expected[i]);
        }
        return counts;
    }

    private double poisson(double mean) {
        if (mean > 50) {
            return Math.max(0, Math.round(mean + Math.sqrt(mean) * gaussian()));
        }
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int k = 0;
        while (product > limit) {
            product *= random.nextDouble();
            k++;
        }
        return k;
    }

    private double gaussian() {
        return random.nextGaussian();
    }
}
