package io.changelens.core.estimator;

/**
 * A model of windows without a change: a regression predicts a window from the time before, and cross-validated
 * residuals at placebo times give the distribution of its error. With the residual r of the change at hour h and the
 * usual absolute residual s(h), the p-value is {@code p(|r| / s(h))} of the {@link NullDistribution}.
 *
 * <p>A base of k weeks has an error variance in proportion to {@code V(k) = 1 + 0.3 + 0.7 / k}. Residuals of placebos
 * are multiplied by {@code sqrt(V(k_change) / V(k))}, as if their base had as many weeks as that of the change.
 *
 * @param residual residual of the change's window, observed less predicted, on the logarithmic scale
 * @param scale usual absolute residual at the change's hour of the day
 * @param residuals distribution of the placebos' residuals, in units of the usual one at their hour
 * @param criticalValue residual whose p-value is {@link EffectEstimator#ALPHA}, in the same units
 */
public record PlaceboModel(double residual, double scale, NullDistribution residuals, double criticalValue) {

    /** Non-overlapping windows that the placebos must fill, so that p-values down to 0.05 can be distinguished. */
    public static final int LEAST_WINDOWS = 10;

    /** Weeks that the placebos must span, so that each weekday is among them. */
    public static final double LEAST_WEEKS = 1.2;

    /** Smaller differences of logarithms are rounding errors. */
    public static final double NOTHING = 1e-9;

    private static final int LEAST_PLACEBOS = 40;
    /** Windows closer than a quarter of a day carry much the same information. */
    private static final int CORRELATED_PARTS_OF_DAY = 4;
    /** Share of a week's variance that earlier weeks have in common. */
    private static final double SHARED = 0.3;

    /**
     * Fits a model to the time before a change.
     *
     * @return null if the change has no base, or the placebo times are too few or never vary
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
                heldOut.fit().residual(placebos, 0),
                scale.at(hourOfChange),
                residuals,
                residuals.criticalValue(EffectEstimator.ALPHA));
    }

    private static int purge(EffectQuestion question, Grid grid) {
        return (question.whole() + grid.stride() - 1) / grid.stride();
    }

    private static double correlated(EffectQuestion question, Grid grid) {
        int steps = Math.max(question.elapsed(), question.day() / CORRELATED_PARTS_OF_DAY);
        return Math.max(1, (double) steps / grid.spacing());
    }

    /** Returns the factor of a placebo's residual, by the number of weeks in its base. */
    private static double[] asOfChange(int weeksOfChange) {
        double[] factors = new double[Levels.MOST_WEEKS + 1];
        for (int weeks = 1; weeks < factors.length; weeks++) {
            factors[weeks] = Math.sqrt(variance(weeksOfChange) / variance(weeks));
        }
        return factors;
    }

    /**
     * Returns the variance of a residual by the number of weeks in the base, in units of one week's: the window's own,
     * the part that earlier weeks have in common, and the part that averages out.
     */
    private static double variance(int weeks) {
        return 1 + SHARED + (1 - SHARED) / weeks;
    }

    /** Number of placebos. */
    public int placebos() {
        return residuals.count();
    }

    /**
     * Half the width of the residual's 95 % interval on the logarithmic scale. The smaller it is, the smaller the
     * effects that can be found.
     */
    public double margin() {
        return scale * criticalValue;
    }

    /** p-value of the change's residual. */
    public double p() {
        return residuals.p(Math.abs(residual) / scale);
    }
}
