package io.changelens.estimation.effect;

import java.util.Arrays;

/** Sums, least and most of up to four values at each place, which give their median. */
final class Extremes {

    private final double[] sums;
    private final double[] least;
    private final double[] most;

    Extremes(int places) {
        sums = new double[places];
        least = new double[places];
        most = new double[places];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
    }

    /** Adds a value at each of the first places, none NaN; a loop without a branch, which the compiler makes vectors of. */
    void add(double[] values, int from, int places) {
        for (int i = 0; i < places; i++) {
            double value = values[i + from];
            sums[i] += value;
            least[i] = Math.min(least[i], value);
            most[i] = Math.max(most[i], value);
        }
    }

    /**
     * Adds values that are not NaN.
     *
     * @param counts counts those at each place
     */
    void addKnown(double[] values, int from, int places, int[] counts) {
        for (int i = 0; i < places; i++) {
            double value = values[i + from];
            if (!Double.isNaN(value)) {
                sums[i] += value;
                least[i] = Math.min(least[i], value);
                most[i] = Math.max(most[i], value);
                counts[i]++;
            }
        }
    }

    /**
     * The median at each place; NaN where there is no value.
     *
     * @param counts how many values each place has
     */
    double[] middles(int[] counts) {
        double[] middles = new double[sums.length];
        for (int i = 0; i < middles.length; i++) {
            double inner = sums[i] - least[i] - most[i];
            middles[i] = switch (counts[i]) {
                case 4 -> inner / 2;
                case 3 -> inner;
                default -> sums[i] / counts[i];
            };
        }
        return middles;
    }
}
