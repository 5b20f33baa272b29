package io.changelens.estimation.effect;

/**
 * Ridge regression (Hoerl and Kennard 1970) on sums of products, from which rows can be taken out again. The penalty of
 * each coefficient is relative to its predictor's own sum of squares, so that units do not matter.
 */
final class Ridge {

    /** Keeps the equations solvable where predictors are alike or zero. */
    private static final double JITTER = 1e-9;

    /** So many effective rows halve the constant's shrinkage. */
    private static final double ROWS_FOR_CONSTANT = 20;

    private final int k;
    private final double[] products;
    private final double[] moments;
    private final double[] totals;
    private double rows;
    private double sum;

    Ridge(int k) {
        this.k = k;
        this.products = new double[k * k];
        this.moments = new double[k];
        this.totals = new double[k];
    }

    /** These sums again. */
    Ridge copy() {
        Ridge copy = new Ridge(k);
        System.arraycopy(products, 0, copy.products, 0, k * k);
        System.arraycopy(moments, 0, copy.moments, 0, k);
        System.arraycopy(totals, 0, copy.totals, 0, k);
        copy.rows = rows;
        copy.sum = sum;
        return copy;
    }

    /** Adds a row with weight 1, or takes it out with weight -1. */
    void add(double[] row, double target, double weight) {
        for (int i = 0; i < k; i++) {
            double wi = weight * row[i];
            int line = i * k;
            for (int j = 0; j <= i; j++) {
                products[line + j] += wi * row[j];
            }
            moments[i] += wi * target;
            totals[i] += wi;
        }
        rows += weight;
        sum += weight * target;
    }

    /** Number of rows. */
    double rows() {
        return rows;
    }

    /**
     * Solves for the coefficients.
     *
     * @param effective how many rows would say as much if they did not overlap
     */
    Fit solve(double effective) {
        double constant = sum / rows * effective / (effective + ROWS_FOR_CONSTANT);
        double trace = 0;
        for (int i = 0; i < k; i++) {
            trace += products[i * k + i];
        }
        double[] a = products.clone();
        double[] b = new double[k];
        for (int i = 0; i < k; i++) {
            a[i * k + i] += products[i * k + i] * k / effective + JITTER * (trace / k + Double.MIN_NORMAL);
            b[i] = moments[i] - constant * totals[i];
        }
        return new Fit(constant, cholesky(a, b));
    }

    /** Solves a x = b for a positive definite lower triangle; a predictor that is all zero gets 0. */
    private double[] cholesky(double[] a, double[] b) {
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                double s = a[i * k + j];
                for (int m = 0; m < j; m++) {
                    s -= a[i * k + m] * a[j * k + m];
                }
                a[i * k + j] = i == j ? Math.sqrt(Math.max(s, Double.MIN_NORMAL)) : s / a[j * k + j];
            }
        }
        for (int i = 0; i < k; i++) {
            for (int m = 0; m < i; m++) {
                b[i] -= a[i * k + m] * b[m];
            }
            b[i] /= a[i * k + i];
        }
        for (int i = k - 1; i >= 0; i--) {
            for (int m = i + 1; m < k; m++) {
                b[i] -= a[m * k + i] * b[m];
            }
            b[i] /= a[i * k + i];
        }
        return b;
    }

    /**
     * A solution.
     *
     * @param constant what is added to every prediction
     * @param coefficients one for each predictor
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Fit(double constant, double[] coefficients) {

        double predict(double[] row) {
            double y = constant;
            for (int i = 0; i < coefficients.length; i++) {
                y += coefficients[i] * row[i];
            }
            return y;
        }
    }
}
