package io.changelens.core.estimator;

import java.util.Locale;

/**
 * Estimates what a change did to a KPI: how far the window after it is from what the time before it, and the same time in
 * earlier weeks, let expect, judged by how far the same prediction misses at placebo times. {@code docs/method.md} tells
 * the method and what it was measured to hold.
 */
public final class EffectEstimator {

    /** Error level of verdicts and intervals. */
    public static final double ALPHA = 0.05;

    /** Looks at a window while it fills, equally spaced; the last one is final. */
    public static final int ANALYSES = 8;

    /** What all provisional looks together may err, besides the final one. */
    public static final double PROVISIONAL_ALPHA = 0.01;

    private static final String METHOD = "placebo-in-time regression";
    private static final String COMPARED = ", less comparison";
    private static final String SPARSE = ", half a unit added";

    /** Of fewer events the logarithm of a ratio says next to nothing. */
    private static final int LEAST_COUNTED = 10;

    /** Standard deviations within which 95 % of a normal distribution lie. */
    private static final double Z = 1.959963984540054;

    private EffectEstimator() {}

    /**
     * How much of a window a look sees: the elapsed part, rounded down to whole eighths, so that looking more often does
     * not mean more chances to err. An eighth that is no whole number of steps ends with the step that it ends in.
     *
     * @param horizon steps in the window
     * @param elapsed steps that have passed
     * @return steps; 0 before the first look
     */
    public static int seen(int horizon, int elapsed) {
        long analysis = (long) elapsed * ANALYSES / horizon;
        return (int) (((long) horizon * analysis + ANALYSES - 1) / ANALYSES);
    }

    /**
     * Estimates an effect.
     *
     * @param series the KPI where the change is live
     * @param comparison the KPI over the same steps where it is not; null when there is no such place
     * @param blocked times that placebos have to avoid
     * @param question what to estimate
     * @throws IllegalArgumentException if the series ends before the window does
     */
    public static EffectEstimate estimate(
            KpiSeries series, KpiSeries comparison, BlockedTimes blocked, EffectQuestion question) {
        int elapsed = seen(question.horizon(), question.elapsed());
        if (elapsed == 0) {
            return EffectEstimate.insufficient("the window has hardly begun");
        }
        EffectQuestion seen = new EffectQuestion(
                question.before(), question.after(), question.horizon(), elapsed, question.day(), question.placebos());
        int end = seen.after() + elapsed;
        if (series.length() < end || (comparison != null && comparison.length() < end)) {
            throw new IllegalArgumentException("the window ends at step " + end + ", but the series at "
                    + (comparison == null ? series.length() : Math.min(series.length(), comparison.length())));
        }
        String tooLittle = series.counted(seen.after(), end) < LEAST_COUNTED
                ? "fewer than " + LEAST_COUNTED + " events below the line in the window after the change"
                : tooShort(seen);
        return tooLittle != null ? EffectEstimate.insufficient(tooLittle) : judge(series, comparison, blocked, seen);
    }

    private static EffectEstimate judge(
            KpiSeries series, KpiSeries comparison, BlockedTimes blocked, EffectQuestion question) {
        Scratch.begin();
        Grid grid = Grid.of(question);
        Windows alone = Windows.of(series, null, question, grid);
        Placebos rows = Placebos.read(question, grid, alone, blocked);
        PlaceboModel model = PlaceboModel.fit(question, rows);
        Windows windows = alone;
        if (comparison != null) {
            Windows difference = Windows.of(series, comparison, question, grid);
            Placebos others = Placebos.read(question, grid, difference, blocked);
            PlaceboModel other = PlaceboModel.fit(question, others);
            // Chosen by the placebos alone, the change's own miss has no say: the choice cannot favour an effect.
            if (other != null && (model == null || other.margin() < model.margin())) {
                model = other;
                windows = difference;
            }
        }
        if (model == null) {
            return EffectEstimate.insufficient(why(question, alone, rows.hasBase()));
        }
        return estimate(series, question, model, windows, method(windows != alone, windows.added() > 0));
    }

    /** Why there cannot be an estimate, whatever the series says: null if there can. */
    private static String tooShort(EffectQuestion question) {
        int span = question.before() - question.season() - question.whole();
        int needed = (int) Math.max(
                PlaceboModel.LEAST_WEEKS * question.week(), PlaceboModel.LEAST_WINDOWS * (double) question.elapsed());
        return span >= needed
                ? null
                : String.format(
                        Locale.ROOT,
                        "too little history: %.1f days before the change, %.1f are needed at this horizon",
                        (double) question.before() / question.day(),
                        (double) (question.before() - span + needed) / question.day());
    }

    private static String why(EffectQuestion question, Windows windows, boolean hasBase) {
        if (Double.isNaN(windows.after().values()[0])) {
            return "the window after the change has less than half of its usual data";
        }
        if (!hasBase) {
            return "the same window in earlier weeks has no data";
        }
        return windows.varies(question.before())
                ? "too few placebo times between gaps, other changes, incidents and release windows, or a KPI that repeats"
                        + " itself exactly"
                : "the KPI never varied before the change";
    }

    private static String method(boolean compared, boolean sparse) {
        if (compared) {
            return sparse ? METHOD + COMPARED + SPARSE : METHOD + COMPARED;
        }
        return sparse ? METHOD + SPARSE : METHOD;
    }

    private static EffectEstimate estimate(
            KpiSeries series, EffectQuestion question, PlaceboModel model, Windows windows, String method) {
        int end = question.after() + question.elapsed();
        double numerator = series.numerator(question.after(), end);
        double denominator = series.denominator(question.after(), end);
        double observed = numerator / denominator;
        double ratio = Math.exp(model.residual());
        double added = windows.added() / denominator;
        double expected = Math.max(0, (observed + added) / ratio - added);
        Counts counts = series.counts(question.after(), end);
        double expectedCount = counts == null ? 0 : expected * counts.all();
        double margin = counts == null ? model.margin() : margin(model.margin(), counts, expectedCount);
        double p = model.p();
        return new EffectEstimate(
                null,
                method,
                model.placebos(),
                expected,
                observed,
                ratio - 1,
                Math.exp(model.residual() - margin) - 1,
                Math.exp(model.residual() + margin) - 1,
                atLook(counts == null || p > ALPHA ? p : Math.max(p, counts.p(expectedCount)), question),
                numerator,
                denominator);
    }

    /** At least what chance leaves open, and more where the share that was observed has more of it than the expected one. */
    private static double margin(double ofPlacebos, Counts counts, double expected) {
        double byChance = Z * Z * counts.variance(expected);
        double observed = Z * Z * counts.variance(counts.some());
        return Math.sqrt(Math.max(ofPlacebos * ofPlacebos, byChance) + Math.max(0, observed - byChance));
    }

    /**
     * Makes a p-value of a provisional look valid for all looks together. The looks share {@link #PROVISIONAL_ALPHA} in
     * proportion to what they see (alpha spending, Lan and DeMets 1983, shares added up as Bonferroni does), and the
     * p-value is scaled so that 0.05 is the line for each.
     */
    private static double atLook(double p, EffectQuestion question) {
        if (question.elapsed() == question.horizon()) {
            return p;
        }
        double analyses = ANALYSES * (ANALYSES - 1) / 2.0;
        double share = PROVISIONAL_ALPHA * question.elapsed() / question.horizon() * ANALYSES / analyses;
        return Math.min(1, p * ALPHA / share);
    }
}
