package io.changelens.verify.cookbook;

import java.util.Arrays;

/**
 * The step in a level whose weeks are autocorrelated, as {@code adoption_paths} has to find it, by another way: dense
 * covariance matrices and their Cholesky factors, and Student's distribution as a finite series (Abramowitz and Stegun
 * 26.7.3 and 26.7.4).
 *
 * @param step estimate on the scale of the values
 * @param low lower end of the 95 % interval
 * @param high upper end
 * @param p of no step, two-sided
 */
public record AdoptionEstimate(double step, double low, double high, double p) {

    private static final int AUTOCORRELATIONS = 13;

    /** The weeks of an estimate, and which are after the step; values may change while these stay. */
    public static final class Design {

        private final int n;
        private final double[][][] factors = new double[AUTOCORRELATIONS][][];
        private final double[][] ones = new double[AUTOCORRELATIONS][];
        private final double[][] steps = new double[AUTOCORRELATIONS][];

        /**
         * A design.
         *
         * @param weeks numbers of the weeks, ascending
         * @param after whether a week is after the step
         */
        public Design(int[] weeks, boolean[] after) {
            n = weeks.length;
            double[] step = new double[n];
            double[] one = new double[n];
            Arrays.fill(one, 1);
            for (int i = 0; i < n; i++) {
                step[i] = after[i] ? 1 : 0;
            }
            for (int k = 0; k < AUTOCORRELATIONS; k++) {
                factors[k] = cholesky(weeks, autocorrelation(k));
                ones[k] = solve(factors[k], one);
                steps[k] = solve(factors[k], step);
            }
        }

        /** The estimate of the step in some values. */
        public AdoptionEstimate of(double[] values) {
            Mixture of = mixture(values);
            double below = of.below(0);
            double above = of.above(0);
            return new AdoptionEstimate(of.mean(), of.quantile(0.025), of.quantile(0.975), 2 * Math.min(below, above));
        }

        /** The p-value alone. */
        double p(double[] values) {
            Mixture of = mixture(values);
            return 2 * Math.min(of.below(0), of.above(0));
        }

        private Mixture mixture(double[] values) {
            double mean = Arrays.stream(values).average().orElseThrow();
            double[] centred = Arrays.stream(values).map(v -> v - mean).toArray();
            double[] found = new double[AUTOCORRELATIONS];
            double[] errors = new double[AUTOCORRELATIONS];
            double[] likelihood = new double[AUTOCORRELATIONS];
            for (int k = 0; k < AUTOCORRELATIONS; k++) {
                double[] y = solve(factors[k], centred);
                double[] step = without(ones[k], steps[k]);
                double[] rest = without(ones[k], y);
                found[k] = dot(step, rest) / dot(step, step);
                rest = without(step, rest);
                double left = Math.max(1e-18, scaled(k) * dot(rest, rest));
                errors[k] = Math.sqrt(left / scaled(k) / (n - 2) / dot(step, step));
                // Of the covariance, of the regressors, and of what is left.
                for (int i = 0; i < n; i++) {
                    likelihood[k] -= Math.log(factors[k][i][i]);
                }
                likelihood[k] -= Math.log(dot(ones[k], ones[k]) * dot(step, step)) / 2;
                likelihood[k] -= (n - 2) / 2.0 * Math.log(left / scaled(k));
            }
            double most = Arrays.stream(likelihood).max().orElseThrow();
            double[] weight =
                    Arrays.stream(likelihood).map(l -> Math.exp(l - most)).toArray();
            double all = Arrays.stream(weight).sum();
            return new Mixture(Arrays.stream(weight).map(w -> w / all).toArray(), found, errors, n - 2);
        }
    }

    /** Student's distributions, each with its weight, place and scale. */
    private static final class Mixture {

        private final double[] weights;
        private final double[] places;
        private final double[] scales;
        private final int df;

        Mixture(double[] weights, double[] places, double[] scales, int df) {
            this.weights = weights;
            this.places = places;
            this.scales = scales;
            this.df = df;
        }

        double mean() {
            return dot(weights, places);
        }

        double below(double x) {
            double sum = 0;
            for (int k = 0; k < weights.length; k++) {
                sum += weights[k] * studentBelow((x - places[k]) / scales[k], df);
            }
            return sum;
        }

        double above(double x) {
            double sum = 0;
            for (int k = 0; k < weights.length; k++) {
                sum += weights[k] * studentBelow((places[k] - x) / scales[k], df);
            }
            return sum;
        }

        double quantile(double share) {
            double low = -1e3;
            double high = 1e3;
            for (int i = 0; i < 80; i++) {
                double x = (low + high) / 2;
                boolean less = below(x) < share;
                low = less ? x : low;
                high = less ? high : x;
            }
            return low;
        }
    }

    /** Thirteen, from -0.5 to 0.98, the logarithms of whose distances from 1 are evenly spaced. */
    private static double autocorrelation(int k) {
        return 1 - Math.exp(Math.log(1.5) + k * (Math.log(0.02) - Math.log(1.5)) / 12);
    }

    /** The view's innovations have this variance where the values have 1. */
    private static double scaled(int k) {
        return 1 - Math.pow(autocorrelation(k), 2);
    }

    /** The lower triangular factor of the covariance of weeks. */
    private static double[][] cholesky(int[] weeks, double autocorrelation) {
        int n = weeks.length;
        double[][] factor = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = Math.pow(autocorrelation, weeks[i] - weeks[j]);
                for (int k = 0; k < j; k++) {
                    rest -= factor[i][k] * factor[j][k];
                }
                factor[i][j] = i == j ? Math.sqrt(rest) : rest / factor[j][j];
            }
        }
        return factor;
    }

    private static double[] solve(double[][] factor, double[] right) {
        double[] x = new double[right.length];
        for (int i = 0; i < x.length; i++) {
            double rest = right[i];
            for (int j = 0; j < i; j++) {
                rest -= factor[i][j] * x[j];
            }
            x[i] = rest / factor[i][i];
        }
        return x;
    }

    /** What is left of one vector when its part along another is taken out. */
    private static double[] without(double[] along, double[] of) {
        double share = dot(along, of) / dot(along, along);
        double[] rest = new double[of.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = of[i] - share * along[i];
        }
        return rest;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** The probability that Student's t is less. */
    static double studentBelow(double t, int df) {
        double angle = Math.atan(Math.abs(t) / Math.sqrt(df));
        double cosine = Math.cos(angle);
        double sum = 0;
        double term = df % 2 == 0 ? 1 : cosine;
        for (int j = df % 2 == 0 ? 2 : 3; j <= df; j += 2) {
            sum += term;
            term *= cosine * cosine * (j - 1) / j;
        }
        double within = df % 2 == 0 ? Math.sin(angle) * sum : 2 / Math.PI * (angle + Math.sin(angle) * sum);
        return t > 0 ? (1 + within) / 2 : (1 - within) / 2;
    }
}
