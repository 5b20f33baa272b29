package io.changelens.core.attribution;

import java.util.Locale;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How a KPI of a changed service shifted when the change came.
 *
 * @param kpi id of the KPI
 * @param factor how much likelier the shift is if the change did harm than if it did not; 1 when it says nothing
 * @param contrasted whether it was compared with places without the change
 * @param ratio the KPI after the change, to what was to be expected
 */
public record KpiShift(String kpi, double factor, boolean contrasted, double ratio) {

    /** However long it is looked at, a minute's noise does not shrink further than over so many minutes. */
    private static final double INDEPENDENT_MINUTES = 10;
    /** Degrees of freedom of the tails: far shifts count for less than a normal distribution would have it. */
    private static final double TAILS = 8;
    /** Least minutes before a change that its own places need, to be compared with themselves. */
    private static final int LEAST_BEFORE = 5;

    /** A shift to nothing counts as one to a 150th. */
    private static final double FARTHEST = 5;

    private static final double MOST = 1e12;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double PERCENT = 100;

    /**
     * The four windows of a shift.
     *
     * @param before places with the change, before it
     * @param after places with the change, after it
     * @param othersBefore places without it, before it
     * @param othersAfter places without it, after it
     */
    public record Windows(KpiWindow before, KpiWindow after, KpiWindow othersBefore, KpiWindow othersAfter) {

        /** Empty ones. */
        public static Windows empty() {
            return new Windows(new KpiWindow(), new KpiWindow(), new KpiWindow(), new KpiWindow());
        }
    }

    /**
     * Compares the windows: where others without the change are known, as a difference in differences, or as a plain
     * difference when the places with the change did not exist before (a canary's version); else before and after.
     *
     * <p>The factor is a Bayes factor. Without harm a shift is normal around 0, as wide as its error, a minute's noise
     * and {@link KpiKind#innocent} together; harm adds a half-normal shift for the worse (as in Dienes 2014).
     *
     * @param lowerIsBetter which way is worse
     */
    public static KpiShift of(String kpi, KpiKind kind, boolean lowerIsBetter, Windows windows) {
        boolean own = windows.before.minutes() >= LEAST_BEFORE;
        boolean others = windows.othersAfter.minutes() > 0;
        boolean both = own && others && windows.othersBefore.minutes() >= LEAST_BEFORE;
        if (windows.after.minutes() == 0 || !(own || others)) {
            return new KpiShift(kpi, 1, false, 1);
        }
        boolean contrasted = both || !own;
        double shift = 0;
        double variance = minuteNoise(kind, windows) + windows.after.variance(kind);
        double ratio = windows.after.ratio();
        if (own) {
            shift += shift(windows.before, windows.after, kind);
            variance += windows.before.variance(kind);
            ratio /= windows.before.ratio();
        }
        if (both) {
            shift -= shift(windows.othersBefore, windows.othersAfter, kind);
            variance += windows.othersBefore.variance(kind) + windows.othersAfter.variance(kind);
            ratio *= windows.othersBefore.ratio() / windows.othersAfter.ratio();
        }
        if (!own) {
            shift += shift(windows.othersAfter, windows.after, kind);
            variance += windows.othersAfter.variance(kind);
            ratio /= windows.othersAfter.ratio();
        }
        return Double.isFinite(shift)
                ? new KpiShift(kpi, factor(lowerIsBetter ? shift : -shift, variance, kind), contrasted, ratio)
                : new KpiShift(kpi, 1, false, 1);
    }

    /** From one window to another; what falls to nothing falls as far as can be said. */
    private static double shift(KpiWindow from, KpiWindow to, KpiKind kind) {
        double shift = to.level(kind) - from.level(kind);
        return Math.max(-FARTHEST, Math.min(FARTHEST, shift));
    }

    private static double minuteNoise(KpiKind kind, Windows windows) {
        double after = windows.after.ofAMinute(kind);
        double others = windows.othersAfter.minutes() > 0 ? windows.othersAfter.ofAMinute(kind) : after;
        double before = windows.before.minutes() > 0 ? windows.before.ofAMinute(kind) : others;
        // Harm itself makes minutes differ, so the quieter side tells what is usual.
        return Math.min(after, Math.max(others, before)) / INDEPENDENT_MINUTES;
    }

    private static double factor(double harm, double variance, KpiKind kind) {
        double without = variance + kind.innocent() * kind.innocent();
        double shrink = kind.harmful() * kind.harmful() / (without + kind.harmful() * kind.harmful());
        double z = harm / Math.sqrt(without);
        double tempered = Math.signum(z) * Math.sqrt(TAILS * Math.log1p(z * z / TAILS));
        double slope = tempered * Math.sqrt(shrink);
        double factor = 2 * NORMAL.cumulativeProbability(slope) * Math.sqrt(1 - shrink) * Math.exp(slope * slope / 2);
        return Math.min(MOST, factor);
    }

    /** What was seen, such as {@code session-success -12 % where it is live}. */
    String words() {
        return String.format(
                Locale.ROOT,
                "%s %+.1f %%%s",
                kpi,
                (ratio - 1) * PERCENT,
                contrasted ? " beside places without it" : "");
    }
}
