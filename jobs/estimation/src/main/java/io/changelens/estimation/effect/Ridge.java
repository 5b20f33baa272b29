package io.changelens.estimation.effect;

/**
 * Ridge regression (Hoerl and Kennard 1970) on three predictors without a constant: the sums of products that it needs,
 * to which others can be added and from which they can be taken out. The penalty of each coefficient is relative to its
 * predictor's own sum of squares, so that units do not matter.
 *
 * <p>Written out for three predictors: a general one takes several times as long.
 */
final class Ridge {

    /** Keeps the equations solvable where predictors are alike or zero. */
    private static final double JITTER = 1e-9;

    private static final int PREDICTORS = 3;

    private double aa;
    private double ab;
    private double ac;
    private double bb;
    private double bc;
    private double cc;
    private double ay;
    private double by;
    private double cy;
    private double rows;

    /** Adds the rows {@code [from, to)}, or takes them out with sign -1. */
    void add(Placebos of, int from, int to, double sign) {
        double[] a = of.before();
        double[] b = of.moments();
        double[] c = of.yesterday();
        double[] y = of.targets();
        Ridge sum = new Ridge();
        for (int i = from; i < to; i++) {
            sum.aa += a[i] * a[i];
            sum.ab += a[i] * b[i];
            sum.ac += a[i] * c[i];
            sum.bb += b[i] * b[i];
            sum.bc += b[i] * c[i];
            sum.cc += c[i] * c[i];
            sum.ay += a[i] * y[i];
            sum.by += b[i] * y[i];
            sum.cy += c[i] * y[i];
        }
        sum.rows = Math.max(0, to - from);
        add(sum, sign);
    }

    /** Adds the sums of another, or takes them out with sign -1. */
    void add(Ridge other, double sign) {
        aa += sign * other.aa;
        ab += sign * other.ab;
        ac += sign * other.ac;
        bb += sign * other.bb;
        bc += sign * other.bc;
        cc += sign * other.cc;
        ay += sign * other.ay;
        by += sign * other.by;
        cy += sign * other.cy;
        rows += sign * other.rows;
    }

    /** Number of rows. */
    double rows() {
        return rows;
    }

    /**
     * Solves for the coefficients, by elimination in place of a general Cholesky factorisation.
     *
     * @param effective how many rows would say as much if they did not overlap
     */
    Fit solve(double effective) {
        double jitter = JITTER * ((aa + bb + cc) / PREDICTORS + Double.MIN_NORMAL);
        double stretch = 1 + PREDICTORS / effective;
        double d1 = aa * stretch + jitter;
        double ba = ab / d1;
        double ca = ac / d1;
        double d2 = bb * stretch + jitter - ba * ab;
        double cb = (bc - ba * ac) / d2;
        double d3 = cc * stretch + jitter - ca * ac - cb * (bc - ba * ac);
        double z2 = by - ba * ay;
        double z3 = cy - ca * ay - cb * z2;
        double c = z3 / d3;
        double b = z2 / d2 - cb * c;
        return new Fit(ay / d1 - ba * b - ca * c, b, c);
    }

    /**
     * A solution.
     *
     * @param a coefficient of the first predictor
     * @param b of the second
     * @param c of the third
     */
    record Fit(double a, double b, double c) {

        /** What is predicted of a row. */
        double predict(Placebos of, int i) {
            return a * of.before()[i] + b * of.moments()[i] + c * of.yesterday()[i];
        }
    }
}
