package io.changelens.verify.cookbook;

/** A figure with its 95 % interval. */
public record Interval(double low, double middle, double high) {

    private static final double Z = 1.96;

    /** A share: the shares p for which |k/n - p| is z standard errors of p, found by bisection instead of the formula. */
    static Interval wilson(double k, double n) {
        double share = k / n;
        return new Interval(bound(share, n, 0, share), share, bound(share, n, 1, share));
    }

    private static double bound(double share, double n, double outer, double inner) {
        double out = outer;
        double in = inner;
        for (int i = 0; i < 200; i++) {
            double p = (out + in) / 2;
            boolean inside = Math.pow(share - p, 2) <= Z * Z * p * (1 - p) / n;
            in = inside ? p : in;
            out = inside ? out : p;
        }
        return in;
    }

    /** The difference of two shares (Newcombe 1998, method 10). */
    static Interval difference(Interval a, Interval b) {
        double middle = a.middle - b.middle;
        return new Interval(
                middle - Math.hypot(a.middle - a.low, b.high - b.middle),
                middle,
                middle + Math.hypot(a.high - a.middle, b.middle - b.low));
    }

    /** A rank correlation of n pairs (Bonett and Wright 2000). */
    static Interval rankCorrelation(double r, double n) {
        double z = 0.5 * Math.log((1 + r) / (1 - r));
        double half = Z * rankError(r, n);
        return new Interval(Math.tanh(z - half), r, Math.tanh(z + half));
    }

    static double rankError(double r, double n) {
        return Math.sqrt((1 + r * r / 2) / (n - 3));
    }
}
