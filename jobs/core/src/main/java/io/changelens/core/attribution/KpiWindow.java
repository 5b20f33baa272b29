package io.changelens.core.attribution;

/** The sums of a KPI over the minutes of a window, with their variation between minutes. */
public final class KpiWindow {

    private static final double HALF = 0.5;
    /** Variance of the logarithm of a mean of which only one minute is known: a factor of 1.6. */
    private static final double UNKNOWN = 0.25;

    private int minutes;
    private double numerator;
    private double denominator;
    private double numeratorSquares;
    private double products;
    private double denominatorSquares;
    private boolean share = true;

    /** Adds the sums of a minute; a minute with a denominator of 0 is ignored. */
    public void add(double minuteNumerator, double minuteDenominator) {
        if (minuteDenominator > 0) {
            minutes++;
            numerator += minuteNumerator;
            denominator += minuteDenominator;
            numeratorSquares += minuteNumerator * minuteNumerator;
            products += minuteNumerator * minuteDenominator;
            denominatorSquares += minuteDenominator * minuteDenominator;
            share &= minuteNumerator >= 0 && minuteNumerator <= minuteDenominator;
        }
    }

    /** Number of minutes with data. */
    public int minutes() {
        return minutes;
    }

    /** Sum of the numerator. */
    double numerator() {
        return numerator;
    }

    /** Sum of the denominator. */
    double denominator() {
        return denominator;
    }

    /** The KPI over the window; NaN without data. */
    public double ratio() {
        return numerator / denominator;
    }

    /** Whether the KPI is within 0 and 1 in every minute. */
    boolean isShare() {
        return share;
    }

    /**
     * The part that is not in the numerator, with half an event added to both parts, so that it is never 0 or 1.
     *
     * @param events number of counted events for which a unit of the denominator stands
     */
    double rest(double events) {
        return ((denominator - numerator) * events + HALF) / (denominator * events + 2 * HALF);
    }

    /** Events in the numerator per event in the denominator, with half an event added, so that it is never 0. */
    double rate() {
        return (numerator + HALF) / denominator;
    }

    /** Logarithm of the ratio; negative infinity for a sum of 0, NaN for an empty window. */
    double log() {
        return Math.log(numerator / denominator);
    }

    /**
     * Variance of the ratio: that of a ratio of sums over independent minutes (linearised, Cochran 1977, chapter 6). With
     * ratio R, denominator sum D and n minutes it is {@code n / (n - 1) Σ (x - R y)² / D²}; NaN for fewer than two minutes.
     */
    double variance() {
        if (minutes < 2) {
            return Double.NaN;
        }
        double ratio = ratio();
        double squares = numeratorSquares - 2 * ratio * products + ratio * ratio * denominatorSquares;
        return Math.max(0, squares) / (denominator * denominator) * minutes / (minutes - 1);
    }

    /** Variance of {@link #log}; 0.25 when it cannot be estimated. */
    double logVariance() {
        return minutes < 2 || numerator <= 0 ? UNKNOWN : variance() / (ratio() * ratio());
    }

    /** Variance of the logarithm of one minute's ratio, in excess of that of counting the numerator's events. */
    double excessOfRate() {
        return minutes < 2 ? 0 : Math.max(0, variance() / (rate() * rate()) - 1 / (numerator + HALF)) * minutes;
    }

    /** Variance of the log odds of one minute's ratio, in excess of that of counting. */
    double excessOfShare() {
        double odds = rest(1) * (1 - rest(1));
        double counting = 1 / ((denominator + 2 * HALF) * odds);
        return minutes < 2 ? 0 : Math.max(0, variance() / (odds * odds) - counting) * minutes;
    }

    /**
     * Returns the number of counted events for which a unit of the denominator stands, if the ratio is a share that was
     * averaged before: a share of m events varies by {@code p (1 - p) / m}.
     *
     * @param most largest result, also returned for shares that do not vary
     */
    double eventsPerUnit(double most) {
        double varies = variance();
        if (Double.isNaN(varies)) {
            return most;
        }
        double counted = rest(1) * (1 - rest(1)) / Math.max(varies, Double.MIN_NORMAL);
        return Math.max(1, Math.min(most, counted / denominator));
    }
}
