package io.changelens.core.estimator;

import java.util.SplittableRandom;

/** Generated hourly KPIs of two kinds that public collections are full of: loads of a grid, and visits. */
public final class HourlyWorlds {

    private static final int DAY = 24;
    private static final int WEEK = 7 * DAY;

    private final SplittableRandom random;

    HourlyWorlds(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** A load: workdays and weekends differ in shape, the weather moves whole days, noise of 1 to 5 % remembers hours. */
    double[] load(int hours) {
        double[] workday = profile(0.15 + 0.15 * random.nextDouble());
        double[] weekend = profile(0.08);
        double lower = 0.05 + 0.2 * random.nextDouble();
        Noise noise = new Noise(0.008 * Math.exp(1.8 * random.nextDouble()), 0.6 + 0.35 * random.nextDouble());
        Noise weather =
                new Noise(0.01 + 0.04 * random.nextDouble(), Math.exp(-1 / (DAY * (1 + 4 * random.nextDouble()))));
        double afternoon = random.nextDouble();
        double drift = 0.02 * random.nextGaussian() / WEEK;
        int offset = random.nextInt(WEEK);
        double[] y = new double[hours];
        for (int i = 0; i < hours; i++) {
            int hour = (i + offset) % DAY;
            boolean free = (i + offset) / DAY % 7 >= 5;
            double shape = workday[hour] + (free ? weekend[hour] - lower : 0);
            double warm = weather.next() * (1 + afternoon * Math.sin(Math.PI * hour / DAY));
            y[i] = Math.exp(8 + shape + noise.next() + warm + drift * i);
        }
        return y;
    }

    /** Visits: counts with noise of 10 to 30 %, overdispersed, few or none at night, with a rush now and then. */
    double[] visits(int hours) {
        double[] workday = profile(0.5 + 0.5 * random.nextDouble());
        double[] weekend = profile(0.3);
        double lower = 0.6 * random.nextDouble();
        Noise noise = new Noise(0.08 + 0.25 * random.nextDouble(), 0.3 + 0.6 * random.nextDouble());
        double mean = 4 * Math.exp(6 * random.nextDouble());
        double dispersion = Math.sqrt(0.1 * random.nextDouble());
        int offset = random.nextInt(WEEK);
        double[] expected = new double[hours];
        for (int i = 0; i < hours; i++) {
            int hour = (i + offset) % DAY;
            boolean free = (i + offset) / DAY % 7 >= 5;
            double shape = workday[hour] + (free ? weekend[hour] - lower : 0);
            double rush = random.nextDouble() < 0.003 ? 1 + 3 * random.nextDouble() : 0;
            double spread = Math.max(0.05, 1 + dispersion * random.nextGaussian());
            expected[i] = mean * Math.exp(shape + noise.next() - 0.5) * (1 + rush) * spread;
        }
        return new Worlds(random.nextLong()).counts(expected);
    }

    /** A smooth shape of the day. */
    private double[] profile(double swing) {
        double[] profile = new double[DAY];
        for (int wave = 1; wave <= 4; wave++) {
            double height = swing * random.nextGaussian() / wave;
            double phase = 2 * Math.PI * random.nextDouble();
            for (int hour = 0; hour < DAY; hour++) {
                profile[hour] += height * Math.cos(2 * Math.PI * wave * hour / DAY + phase);
            }
        }
        return profile;
    }

    /** Normal noise of which an hour remembers a share of the one before. */
    private final class Noise {
        private final double size;
        private final double memory;
        private double value;

        Noise(double size, double memory) {
            this.size = size;
            this.memory = memory;
        }

        double next() {
            value = memory * value + size * Math.sqrt(1 - memory * memory) * random.nextGaussian();
            return value;
        }
    }
}
