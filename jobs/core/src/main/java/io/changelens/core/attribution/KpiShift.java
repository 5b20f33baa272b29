package io.changelens.core.attribution;

import io.changelens.core.reason.Reason;
import java.util.Locale;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The shift of a KPI of a changed service at a change.
 *
 * @param kpi id of the KPI
 * @param factor likelihood ratio of the shift with and without harm by the change; 1 is neutral
 * @param contrasted whether cohorts with the change were compared with cohorts without it
 * @param ratio the KPI after the change over its expectation; infinite or NaN if that is 0
 */
public record KpiShift(String kpi, double factor, boolean contrasted, double ratio) {

    /** The noise of a minute shrinks at most as over so many independent minutes, however long the window is. */
    private static final double INDEPENDENT_MINUTES = 10;
    /** Degrees of freedom of the tails: large shifts count for less than under a normal distribution. */
    private static final double TAILS = 8;
    /** Minutes with data that a cohort needs before a change to be compared with itself. */
    private static final int LEAST_BEFORE = 5;

    /** Largest shift on the logarithmic scale, a factor of about 150; a shift to 0 counts as that. */
    private static final double FARTHEST = 5;

    private static final double MOST = 1e12;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double PERCENT = 100;

    /**
     * The four windows of a comparison.
     *
     * @param before cohorts with the change, before it
     * @param after cohorts with the change, after it
     * @param othersBefore cohorts without the change, before it
     * @param othersAfter cohorts without the change, after it
     */
    public record Windows(KpiWindow before, KpiWindow after, KpiWindow othersBefore, KpiWindow othersAfter) {

        /** Creates four empty windows. */
        public static Windows empty() {
            return new Windows(new KpiWindow(), new KpiWindow(), new KpiWindow(), new KpiWindow());
        }
    }

    /**
     * Compares the windows. With cohorts without the change, the shift is a difference in differences, or the plain
     * difference between cohorts if those with the change did not exist before (a canary's version). Otherwise it is
     * the difference between before and after.
     *
     * <p>The factor is a Bayes factor. Without harm, the shift is normal around 0, and its variance is that of the
     * estimate, of a minute's noise and {@code innocent²} together. With harm, a half-normal shift for the worse with
     * the scale {@code harmful} is added (as in Dienes 2014).
     *
     * @param kpi id of the KPI
     * @param kind kind of the KPI
     * @param lowerIsBetter whether a lower KPI is better
     * @param windows the windows
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

    /** Returns the difference of levels, limited to ±{@link #FARTHEST}. */
    private static double shift(KpiWindow from, KpiWindow to, KpiKind kind) {
        double shift = to.level(kind) - from.level(kind);
        return Math.max(-FARTHEST, Math.min(FARTHEST, shift));
    }

    private static double minuteNoise(KpiKind kind, Windows windows) {
        double after = windows.after.ofAMinute(kind);
        double others = windows.othersAfter.minutes() > 0 ? windows.othersAfter.ofAMinute(kind) : after;
        double before = windows.before.minutes() > 0 ? windows.before.ofAMinute(kind) : others;
        // Harm itself makes minutes differ, so the quieter side is the usual noise.
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

    /**
     * Returns the shift, which is for the worse, as a reason against the change. A KPI that shifted from 0 has no finite
     * relative shift.
     */
    Reason reason() {
        if (!Double.isFinite(ratio)) {
            return (contrasted ? CandidateReason.KPI_WORSE_WHERE_LIVE : CandidateReason.KPI_WORSE).with(kpi);
        }
        String percent = String.format(Locale.ROOT, "%+.1f", (ratio - 1) * PERCENT);
        return (contrasted ? CandidateReason.KPI_SHIFTED_WHERE_LIVE : CandidateReason.KPI_SHIFTED).with(kpi, percent);
    }
}
