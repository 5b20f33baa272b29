package io.changelens.core.attribution;

/** Sums of a KPI over the minutes of a window, and how much they vary from minute to minute. */
public final class KpiWindow {

    private static final double HALF = 0.5;

    private int minutes;
    private double numerator;
    private double denominator;
    private double numeratorSquares;
    private double products;
    private double denominatorSquares;

    /** Adds a minute; one without a denominator says nothing. */
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

    /** Minutes that say something. */
    public int minutes() {
        return minutes;
    }

    /** The KPI over the window; NaN when it says nothing. */
    public double ratio() {
        return numerator / denominator;
    }

    /**
     * The KPI on its kind's scale. Half an event is added to counts, so that none is comparable (Haldane 1956).
     *
     * @return NaN when the window is empty; negative infinity for a sum of nothing
     */
    double level(KpiKind kind) {
        return switch (kind) {
            case SHARE -> Math.log((numerator + HALF) / (denominator - numerator + HALF));
            case RATE -> Math.log((numerator + HALF) / denominator);
            case MEAN -> Math.log(numerator / denominator);
        };
    }

    /** Variance of {@link #level} from counting alone. */
    private double counting(KpiKind kind) {
        return switch (kind) {
            case SHARE -> 1 / (numerator + HALF) + 1 / (denominator - numerator + HALF);
            case RATE -> 1 / (numerator + HALF);
            case MEAN -> 0;
        };
    }

    /**
     * Variance of {@link #level}: of a ratio of sums whose minutes are independent (linearised, Cochran 1977, chapter 6),
     * at least that of counting.
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

    /** Variance of one minute beyond that of counting. */
    double ofAMinute(KpiKind kind) {
        return minutes < 2 ? 0 : Math.max(0, variance(kind) - counting(kind)) * minutes;
    }
}
