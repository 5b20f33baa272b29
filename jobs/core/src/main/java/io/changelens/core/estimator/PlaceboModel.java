package io.changelens.core.estimator;

/**
 * What windows of one length look like where nothing was changed: a regression that predicts them from the time before,
 * and how far its predictions of held-out blocks of time miss.
 *
 * @param residual how far the change's window is from its prediction, on the logarithmic scale
 * @param scale how far predictions usually miss at its time of day
 * @param residuals how far they miss in units of that
 * @param criticalValue how far a miss reaches whose p-value is {@link EffectEstimator#ALPHA}, in the same units
 */
public record PlaceboModel(double residual, double scale, NullDistribution residuals, double criticalValue) {

    /** Windows side by side that the placebos must fill, so that p-values down to 0.05 can be told apart. */
    public static final int LEAST_WINDOWS = 10;

    /** Weeks that the placebos must span, so that each weekday is among them. */
    public static final double LEAST_WEEKS = 1.2;

    /** Smaller differences of logarithms are rounding. */
    public static final double NOTHING = 1e-9;

    private static final int LEAST_PLACEBOS = 40;
    /** Windows closer than a quarter of a day say much the same. */
    private static final int CORRELATED_PARTS_OF_DAY = 4;
    /** Share of a week's deviation that the weeks before share with it. */
    private static final double SHARED = 0.3;

    /**
     * Fits a model to the time before a change.
     *
     * @return null if the change has no base, there are too few placebo times or they never vary
     */
    public static PlaceboModel fit(EffectQuestion question, Placebos placebos) {
        Grid grid = placebos.grid();
        double overlap = Math.max(1, (double) question.elapsed() / grid.spacing());
        HeldOut heldOut =
                placebos.hasBase() ? HeldOut.of(placebos, purge(question, grid), correlated(question, grid)) : null;
        if (heldOut == null
                || heldOut.count() < LEAST_PLACEBOS
                || heldOut.count() < LEAST_WINDOWS * overlap
                || (heldOut.span() - 1.0) * grid.stride() < LEAST_WEEKS * question.week()) {
            return null;
        }
        int[] hours = DailyScale.hours(question, grid);
        double[] asOfChange = asOfChange(placebos.weeks()[0]);
        double[] sizes = heldOut.sizes();
        int hourOfChange = hours[0];
        int kept = 0;
        double most = 0;
        for (int i = heldOut.first(); i < heldOut.first() + heldOut.span(); i++) {
            if (!Double.isNaN(sizes[i])) {
                most = sizes[i] > most ? sizes[i] : most;
                sizes[kept] = sizes[i] * asOfChange[placebos.weeks()[i]];
                hours[kept++] = hours[i];
            }
        }
        if (kept < LEAST_PLACEBOS || most < NOTHING) {
            return null;
        }
        DailyScale scale = new DailyScale(sizes, hours, kept, overlap);
        NullDistribution residuals = new NullDistribution(scale.relative(sizes, hours), overlap);
        return new PlaceboModel(
                heldOut.fit().residual(placebos, 0), scale.at(hourOfChange), residuals, residuals.criticalValue(EffectEstimator.ALPHA));
    }

    private static int purge(EffectQuestion question, Grid grid) {
        return (question.whole() + grid.stride() - 1) / grid.stride();
    }

    private static double correlated(EffectQuestion question, Grid grid) {
        int steps = Math.max(question.elapsed(), question.day() / CORRELATED_PARTS_OF_DAY);
        return Math.max(1, (double) steps / grid.spacing());
    }

    /** A base over more weeks is less uncertain: misses are put as if all had as many weeks as that of the change. */
    private static double[] asOfChange(int weeksOfChange) {
        double[] factors = new double[Levels.MOST_WEEKS + 1];
        for (int weeks = 1; weeks < factors.length; weeks++) {
            factors[weeks] = Math.sqrt(variance(weeksOfChange) / variance(weeks));
        }
        return factors;
    }

    /** Of a miss, in units of that of a week: the window's own, what earlier weeks share, and what averages out. */
    private static double variance(int weeks) {
        return 1 + SHARED + (1 - SHARED) / weeks;
    }

    /** Number of placebos. */
    public int placebos() {
        return residuals.count();
    }

    /** Half the width of the miss's 95 % interval, on the logarithmic scale: the smaller, the more a model can see. */
    public double margin() {
        return scale * criticalValue;
    }

    /** The miss's p-value. */
    public double p() {
        return residuals.p(Math.abs(residual) / scale);
    }
}
