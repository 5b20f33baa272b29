package io.changelens.verify.cookbook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Textbook statistics, slow and plain. */
public final class Statistics {

    private static final int STEPS = 4_000;

    private Statistics() {}

    /** Each value's rank from 1, tied ones at the mean of their places: one more than how many are less, and half the ties. */
    static List<Double> ranks(List<Double> values) {
        List<Double> ranks = new ArrayList<>();
        for (double v : values) {
            double less = values.stream().filter(o -> o < v).count();
            double same = values.stream().filter(o -> o == v).count();
            ranks.add(less + (same + 1) / 2);
        }
        return ranks;
    }

    /** Pearson's. */
    static double correlation(List<Double> x, List<Double> y) {
        double meanX = mean(x);
        double meanY = mean(y);
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.size(); i++) {
            xy += (x.get(i) - meanX) * (y.get(i) - meanY);
            xx += (x.get(i) - meanX) * (x.get(i) - meanX);
            yy += (y.get(i) - meanY) * (y.get(i) - meanY);
        }
        return xy / Math.sqrt(xx * yy);
    }

    static double autocorrelation(List<Double> x) {
        return correlation(x.subList(1, x.size()), x.subList(0, x.size() - 1));
    }

    static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).sum() / values.size();
    }

    static double variance(List<Double> values) {
        double mean = mean(values);
        return values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum() / (values.size() - 1);
    }

    static boolean varies(List<Double> values) {
        return !Collections.min(values).equals(Collections.max(values));
    }

    /** How likely a normal figure is at least that many standard deviations from its mean, on either side. */
    static double normalTails(double z) {
        if (z < 2) {
            // What is within, by integration of the density.
            double within = simpson(0, z, x -> Math.exp(-x * x / 2)) * 2 / Math.sqrt(2 * Math.PI);
            return 1 - within;
        }
        // The continued fraction of Laplace.
        double fraction = z;
        for (int i = 500; i > 0; i--) {
            fraction = z + i / fraction;
        }
        return 2 * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) / fraction;
    }

    /** p-values adjusted by Benjamini and Hochberg: the least of what this one and every greater one would need. */
    static List<Double> adjusted(List<Double> p) {
        List<Double> adjusted = new ArrayList<>();
        for (double own : p) {
            double least = 1;
            for (double other : p) {
                double place = p.stream().filter(o -> o <= other).count();
                least = other >= own ? Math.min(least, other * p.size() / place) : least;
            }
            adjusted.add(least);
        }
        return adjusted;
    }

    private static double simpson(double from, double to, java.util.function.DoubleUnaryOperator f) {
        double step = (to - from) / STEPS;
        double sum = f.applyAsDouble(from) + f.applyAsDouble(to);
        for (int i = 1; i < STEPS; i++) {
            sum += f.applyAsDouble(from + i * step) * (i % 2 == 0 ? 2 : 4);
        }
        return sum * step / 3;
    }
}
