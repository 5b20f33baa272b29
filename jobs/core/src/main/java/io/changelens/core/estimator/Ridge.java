package io.changelens.core.estimator;

/**
 * Ridge regression (Hoerl and Kennard 1970) on three predictors without a constant. With the predictors a, b, c and the
 * target y of each placebo, the coefficients α, β, γ minimise
 *
 * <p>{@code Σ (y - α a - β b - γ c)² + λ (α² Σ a² + β² Σ b² + γ² Σ c²)}, where {@code λ = 3 / effective rows}.
 *
 * <p>The penalty of a coefficient is relative to its predictor's own sum of squares, so that units do not matter. An
 * object holds the sums of products over its rows; those of other rows can be added and subtracted.
 *
 * <p>The equations are written out for three predictors: a general solver takes several times as long.
 */
public final class Ridge {

    /** Keeps the equations solvable where predictors are equal or zero. */
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

    /** Sums up the placebos at grid points {@code [from, to)}. */
    public static Ridge over(Placebos placebos, int from, int to) {
        return over(placebos.before(), placebos.moments(), placebos.yesterday(), placebos.targets(), from, to);
    }

    /** Sums up the rows {@code [from, to)} of three predictors and their targets; those without a target are left out. */
    static Ridge over(double[] before, double[] moments, double[] yesterday, double[] targets, int from, int to) {
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

    /** Adds the sums of another object; with sign -1, subtracts them. */
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
     * @param effective number of independent rows that would carry as much information as these, whose windows overlap
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
     * The coefficients.
     *
     * @param before coefficient of {@link Placebos#before}, in addition to its prior
     * @param moments coefficient of {@link Placebos#moments}
     * @param yesterday coefficient of {@link Placebos#yesterday}
     */
    public record Fit(double before, double moments, double yesterday) {

        /** Observed less predicted target at a grid point; NaN where there is no placebo. */
        double residual(Placebos of, int i) {
            return left(of.targets()[i], of.before()[i], of.moments()[i], of.yesterday()[i]);
        }

        /** Returns a target less what is predicted by the three predictors. */
        double left(double target, double a, double b, double c) {
            return target - before * a - moments * b - yesterday * c;
        }
    }
}
