package io.changelens.core.attribution;

/** The sums of a KPI over the minutes of a window, with their variation between minutes. */
public final class KpiWindow {

    private static final double HALF = 0.5;

    private int minutes;
    private double numerator;
    private double denominator;
    private double numeratorSquares;
    private double products;
    private double denominatorSquares;

    /** Adds the sums of a minute; a minute with a denominator of 0 is ignored. */
    public void add(double minuteNumerator, double minuteDenominator) {
        if (minuteDenominator > 0) {
            minutes++;
            numerator += minuteNumerator;
            denominator += minuteDenominator;
            numeratorSquares += minuteNumerator * minuteNumerator;
            products += minuteNumerator * minuteDenominator;
            denominatorSquares += minuteDenominator * minuteDenominator;
        }
    }

    /** Number of minutes with data. */
    public int minutes() {
        return minutes;
    }

    /** The KPI over the window; NaN without data. */
    public double ratio() {
        return numerator / denominator;
    }

    /**
     * Returns the KPI on the scale of its kind. Half an event is added to counts, so that a count of 0 can be compared
     * (Haldane 1956).
     *
     * @return NaN for an empty window; negative infinity for a sum of 0
     */
    double level(KpiKind kind) {
        return switch (kind) {
            case SHARE -> Math.log((numerator + HALF) / (denominator - numerator + HALF));
            case RATE -> Math.log((numerator + HALF) / denominator);
            case MEAN -> Math.log(numerator / denominator);
        };
    }

    /** Variance of {@link #level} due to counting alone. */
    private double counting(KpiKind kind) {
        return switch (kind) {
            case SHARE -> 1 / (numerator + HALF) + 1 / (denominator - numerator + HALF);
            case RATE -> 1 / (numerator + HALF);
            case MEAN -> 0;
        };
    }

    /**
     * Returns the variance of {@link #level}: that of a ratio of sums over independent minutes (linearised, Cochran
     * 1977, chapter 6), but at least that of counting. With ratio R, denominator sum D and n minutes, the variance of
     * the ratio is {@code n / (n - 1) Σ (x - R y)² / D²}.
     */
    double variance(KpiKind kind) {
        double counting = counting(kind);
        boolean nothing = kind == KpiKind.MEAN && numerator <= 0;
        if (minutes < 2 || nothing) {
            return Math.max(counting, kind.harmful() * kind.harmful());
        }
        double ratio = ratio();
        double squares = numeratorSquares - 2 * ratio * products + ratio * ratio * denominatorSquares;
        double ofRatio = Math.max(0, squares) / (denominator * denominator) * minutes / (minutes - 1);
        double slope = kind == KpiKind.SHARE
                ? denominator * denominator / ((numerator + HALF) * (denominator - numerator + HALF))
                : denominator / (numerator + (kind == KpiKind.RATE ? HALF : 0));
        return Math.max(counting, ofRatio * slope * slope);
    }

    /** Variance of a single minute in excess of that of counting. */
    double ofAMinute(KpiKind kind) {
        return minutes < 2 ? 0 : Math.max(0, variance(kind) - counting(kind)) * minutes;
    }
}
