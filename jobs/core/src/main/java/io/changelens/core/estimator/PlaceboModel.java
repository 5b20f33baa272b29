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

    /**
     * Fits a model to the time before a change; see {@link PlaceboFit}.
     *
     * @return null if the change has no base, or the placebo times are too few or never vary
     */
    public static PlaceboModel fit(EffectQuestion question, Season season, Placebos placebos) {
        return new PlaceboFit(question, season, placebos).alone();
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
