package io.changelens.verify.cookbook;

import java.util.List;

/**
 * A rank correlation.
 *
 * @param name of what is correlated
 * @param lag in weeks
 * @param n pairs
 * @param worth how many independent pairs they are worth
 * @param r Spearman's
 * @param p of no correlation
 */
public record Tested(String name, int lag, int n, double worth, double r, double p) {

    static Tested of(String name, int lag, List<Double> x, List<Double> y, double worth) {
        double r = Statistics.correlation(x, y);
        double z = 0.5 * Math.log((1 + r) / (1 - r));
        return new Tested(
                name, lag, x.size(), worth, r, Statistics.normalTails(Math.abs(z) / Interval.rankError(r, worth)));
    }
}
