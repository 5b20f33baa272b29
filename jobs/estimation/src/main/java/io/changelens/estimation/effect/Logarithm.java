package io.changelens.estimation.effect;

/**
 * The natural logarithm, from a table and a short series (Tang 1990, "Table-driven implementation of the logarithm function",
 * ACM TOMS 16), to within 1e-15 and three units in the last place of {@link Math#log}. Windows of all placebos make it the largest part of an estimate, and
 * this one runs in a loop without a call.
 */
final class Logarithm {

    private static final int INDEX_BITS = 7;
    private static final int FRACTION_BITS = 52;
    private static final long FRACTION = (1L << FRACTION_BITS) - 1;
    private static final long ONE = 1023L << FRACTION_BITS;
    private static final double LN2 = Math.log(2);

    private static final double[] RECIPROCALS = new double[1 << INDEX_BITS];
    private static final double[] LOGS = new double[1 << INDEX_BITS];

    static {
        for (int i = 0; i < RECIPROCALS.length; i++) {
            RECIPROCALS[i] = 1 / (1 + (i + 0.5) / RECIPROCALS.length);
            LOGS[i] = -Math.log(RECIPROCALS[i]);
        }
    }

    private Logarithm() {}

    /** The logarithm of a positive, finite number; NaN of any other. */
    static double of(double x) {
        if (!(x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE)) {
            return x > 0 && x <= Double.MAX_VALUE ? Math.log(x) : Double.NaN;
        }
        long bits = Double.doubleToRawLongBits(x);
        int i = (int) (bits >>> (FRACTION_BITS - INDEX_BITS)) & (RECIPROCALS.length - 1);
        double exponent = (bits >> FRACTION_BITS) - (ONE >> FRACTION_BITS);
        double r = Math.fma(Double.longBitsToDouble((bits & FRACTION) | ONE), RECIPROCALS[i], -1);
        double squared = r * r;
        double series = (1.0 / 3 - r / 4) + squared * (1.0 / 5 - r / 6);
        return exponent * LN2 + LOGS[i] + (r + squared * (r * series - 0.5));
    }
}
