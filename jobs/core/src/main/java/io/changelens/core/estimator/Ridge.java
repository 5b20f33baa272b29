package io.changelens.core.estimator;

/**
 * Ridge regression (Hoerl and Kennard 1970) on three predictors without a constant: the sums of products that it needs,
 * to which others can be added and from which they can be taken out. The penalty of each coefficient is relative to its
 * predictor's own sum of squares, so that units do not matter.
 *
 * <p>Written out for three predictors: a general one takes several times as long.
 */
public final class Ridge {

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

    /** The sums over the placebos at grid points {@code [from, to)}. */
    public static Ridge over(Placebos placebos, int from, int to) {
        double[] before = placebos.before();
        double[] moments = placebos.moments();
        double[] yesterday = placebos.yesterday();
        double[] targets = placebos.targets();
        double aa = 0;
        double ab = 0;
        double ac = 0;
        double bb = 0;
        double bc = 0;
        double cc = 0;
        double ay = 0;
        double by = 0;
        double cy = 0;
        int rows = 0;
        for (int i = from; i < to; i++) {
            double y = targets[i];
            if (!Double.isNaN(y)) {
                double a = before[i];
                double b = moments[i];
                double c = yesterday[i];
                aa += a * a;
                ab += a * b;
                ac += a * c;
                bb += b * b;
                bc += b * c;
                cc += c * c;
                ay += a * y;
                by += b * y;
                cy += c * y;
                rows++;
            }
        }
        Ridge sums = new Ridge();
        sums.aa = aa;
        sums.ab = ab;
        sums.ac = ac;
        sums.bb = bb;
        sums.bc = bc;
        sums.cc = cc;
        sums.ay = ay;
        sums.by = by;
        sums.cy = cy;
        sums.rows = rows;
        return sums;
    }

    /** Adds the sums of another, or takes them out with sign -1. */
    public void add(Ridge other, double sign) {
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
    public double rows() {
        return rows;
    }

    /**
     * Solves for the coefficients by elimination.
     *
     * @param effective how many rows would say as much if they did not overlap
     */
    public Fit solve(double effective) {
        double jitter = JITTER * ((aa + bb + cc) / PREDICTORS + Double.MIN_NORMAL);
        double stretch = 1 + PREDICTORS / effective;
        double d1 = aa * stretch + jitter;
        double ba = ab / d1;
        double ca = ac / d1;
        double d2 = bb * stretch + jitter - ba * ab;
        double cb = (bc - ba * ac) / d2;
        double d3 = cc * stretch + jitter - ca * ac - cb * (bc - ba * ac);
        double z2 = by - ba * ay;
        double c = (cy - ca * ay - cb * z2) / d3;
        double b = z2 / d2 - cb * c;
        return new Fit(ay / d1 - ba * b - ca * c, b, c);
    }

    /**
     * A solution.
     *
     * @param before coefficient of what is new just before
     * @param moments of what is new in the last moments
     * @param yesterday of how yesterday differs from the base
     */
    public record Fit(double before, double moments, double yesterday) {

        /** Observed less predicted at a grid point; NaN where there is no placebo. */
        double residual(Placebos of, int i) {
            return of.targets()[i]
                    - before * of.before()[i]
                    - moments * of.moments()[i]
                    - yesterday * of.yesterday()[i];
        }
    }
}
