package io.changelens.core.estimator;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The relative difference of a KPI between two periods, such as a term and the term before. The KPI of a period is a
 * ratio of sums. The periods are cut into the same number of parts, such as weeks, which are paired by position.
 *
 * <p>The interval comes from the delete-one-pair jackknife of the difference of logarithms, with Student's t (Tukey
 * 1958; Efron and Tibshirani 1993, chapter 11): with n pairs and the difference d_(i) without pair i, the squared
 * standard error is {@code (n - 1) / n Σ (d_(i) - mean(d))²}. It states how precisely the two periods are known, not
 * that a change caused the difference between them.
 *
 * @param difference later period over earlier period less 1, such as 0.25 for a quarter more
 * @param low lower end of its interval
 * @param high upper end of its interval
 * @param pairs number of pairs of parts
 */
public record PeriodComparison(double difference, double low, double high, int pairs) {

    private static final int LEAST_PAIRS = 3;

    /**
     * Compares two periods.
     *
     * @param earlier numerator and denominator of each part of the earlier period
     * @param later numerator and denominator of each part of the later period
     * @param level confidence level of the interval, such as 0.99
     * @throws IllegalArgumentException if the periods have different numbers of parts, or fewer than 3, or a sum is not
     *     positive
     */
    public static PeriodComparison of(double[][] earlier, double[][] later, double level) {
        int n = earlier.length;
        if (later.length != n || n < LEAST_PAIRS) {
            throw new IllegalArgumentException("cannot compare " + n + " parts with " + later.length + "; "
                    + LEAST_PAIRS + " or more of each are needed, and as many of one as of the other");
        }
        double whole = difference(earlier, later, -1);
        double[] without = new double[n];
        double mean = 0;
        for (int i = 0; i < n; i++) {
            without[i] = difference(earlier, later, i);
            mean += without[i] / n;
        }
        double squares = 0;
        for (double each : without) {
            squares += (each - mean) * (each - mean);
        }
        double error = Math.sqrt(squares * (n - 1) / n);
        double margin = TDistribution.of(n - 1).inverseSurvivalProbability((1 - level) / 2) * error;
        return new PeriodComparison(Math.expm1(whole), Math.expm1(whole - margin), Math.expm1(whole + margin), n);
    }

    private static double difference(double[][] earlier, double[][] later, int without) {
        return log(later, without) - log(earlier, without);
    }

    private static double log(double[][] parts, int without) {
        double numerator = 0;
        double denominator = 0;
        for (int i = 0; i < parts.length; i++) {
            if (i != without) {
                numerator += parts[i][0];
                denominator += parts[i][1];
            }
        }
        if (!(numerator > 0) || !(denominator > 0)) {
            throw new IllegalArgumentException("a period has a sum of 0 or less");
        }
        return Math.log(numerator / denominator);
    }
}
