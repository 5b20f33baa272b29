package io.changelens.core.estimator;

/**
 * A model of windows without a change: a regression predicts a window from the time before, and cross-validated
 * residuals at placebo times give the distribution of its error. With the residual r of the change at hour h, the usual
 * absolute residual s(h) and the {@link LocalScale} l of the days before, the p-value is {@code p(|r| / (s(h) l))} of
 * the {@link NullDistribution}.
 *
 * <p>A base of k weeks or days has an error variance in proportion to {@code V(k) = 1 + 0.3 + 0.7 / k}. Residuals of placebos
 * are multiplied by {@code sqrt(V(k_change) / V(k))}, as if their base had as many as that of the change.
 *
 * @param residual residual of the change's window, observed less predicted, on the logarithmic scale
 * @param scale usual absolute residual at the change's hour of the day and in these days
 * @param residuals distribution of the placebos' residuals, in units of the usual one at their time
 * @param criticalValue residual whose p-value is {@link EffectEstimator#ALPHA}, in the same units
 * @param unsettledDays for how many days the KPI has been noisier than placebo times tell; 0 if it has not
 */
public record PlaceboModel(
        double residual, double scale, NullDistribution residuals, double criticalValue, double unsettledDays) {

    /** Smaller differences of logarithms are rounding errors. */
    public static final double NOTHING = 1e-9;

    private static final int LEAST_PLACEBOS = 24;
    /** Placebo times may lack so much of the least span: the windows beside gaps, and those without a time before. */
    private static final double LEAST_SHARE = 0.6;
    /** Windows closer than a quarter of a day carry much the same information. */
    private static final int CORRELATED_PARTS_OF_DAY = 4;
    /** Share of a week's variance that earlier weeks have in common. */
    private static final double SHARED = 0.3;

    /**
     * Fits a model to the time before a change.
     *
     * @return null if the change has no base, or the placebo times are too few or never vary
     */
    public static PlaceboModel fit(EffectQuestion question, Season season, Placebos placebos) {
        return fit(question, season, placebos, null);
    }

    /**
     * Fits a model less what goes with controls.
     *
     * @param controls rows of the controls; null to use none
     * @return null as above, or if no control can be used
     */
    static PlaceboModel fit(EffectQuestion question, Season season, Placebos placebos, ControlRows controls) {
        Grid grid = placebos.grid();
        double overlap = Math.max(1, (double) question.elapsed() / grid.spacing());
        HeldOut heldOut =
                placebos.hasBase() ? HeldOut.of(placebos, purge(question, grid), correlated(question, grid)) : null;
        if (heldOut == null
                || heldOut.count() < LEAST_PLACEBOS
                || heldOut.count() < LEAST_SHARE * season.leastSpan(question) / grid.spacing()) {
            return null;
        }
        if (controls != null) {
            heldOut = heldOut.less(controls, purge(question, grid), correlated(question, grid));
            if (heldOut == null) {
                return null;
            }
        }
        int[] hours = DailyScale.hours(question, grid);
        double[] asOfChange = asOfChange(placebos.weeks()[0]);
        double[] sizes = heldOut.sizes();
        int hourOfChange = hours[0];
        for (int i = 0; i < sizes.length; i++) {
            boolean placebo = i >= heldOut.first() && i < heldOut.first() + heldOut.span();
            sizes[i] = placebo ? sizes[i] * asOfChange[placebos.weeks()[i]] : Double.NaN;
        }
        double pointsOfDay = (double) question.day() / grid.stride();
        LocalScale local = new LocalScale(sizes, purge(question, grid), pointsOfDay, overlap, LocalScale.MEMORY_DAYS);
        local.raiseTo(LocalScale.ofJumps(placebos.jumps(), pointsOfDay));
        int kept = 0;
        double most = 0;
        for (int i = heldOut.first(); i < heldOut.first() + heldOut.span(); i++) {
            if (!Double.isNaN(sizes[i])) {
                most = sizes[i] > most ? sizes[i] : most;
                sizes[kept] = sizes[i] / local.at(i);
                hours[kept++] = hours[i];
            }
        }
        if (kept < LEAST_PLACEBOS || most < NOTHING) {
            return null;
        }
        DailyScale scale = new DailyScale(sizes, hours, kept, overlap);
        NullDistribution residuals = new NullDistribution(
                scale.relative(sizes, hours), overlap, (double) question.elapsed() / question.day());
        return new PlaceboModel(
                heldOut.ofChange(),
                scale.at(hourOfChange) * local.at(0),
                residuals,
                residuals.criticalValue(EffectEstimator.ALPHA),
                local.unsettledDays());
    }

    private static int purge(EffectQuestion question, Grid grid) {
        return (question.whole() + grid.stride() - 1) / grid.stride();
    }

    /** Number of placebos that together carry about as much information as an independent one. */
    static double correlated(EffectQuestion question, Grid grid) {
        int steps = Math.max(question.elapsed(), question.day() / CORRELATED_PARTS_OF_DAY);
        return Math.max(1, (double) steps / grid.spacing());
    }

    /** Returns the factor of a placebo's residual, by the number of weeks in its base. */
    private static double[] asOfChange(int weeksOfChange) {
        double[] factors = new double[Levels.MOST_PERIODS + 1];
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
