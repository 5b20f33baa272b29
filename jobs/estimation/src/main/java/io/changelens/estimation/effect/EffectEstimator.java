package io.changelens.estimation.effect;

/** Estimates what a change did to a KPI. */
public final class EffectEstimator {

    private EffectEstimator() {}

    /**
     * Estimates an effect.
     *
     * @param series the KPI where the change is live
     * @param comparison the KPI over the same steps where it is not; null when there is no such place
     * @param blocked times that placebos have to avoid
     * @param question what to estimate
     */
    public static EffectEstimate estimate(
            KpiSeries series, KpiSeries comparison, BlockedTimes blocked, EffectQuestion question) {
        double observed = series.numerator(question.after(), question.after() + question.elapsed())
                / series.denominator(question.after(), question.after() + question.elapsed());
        return new EffectEstimate(null, "stub", 0, observed, observed, 0, 0, 0, 1, 0, 0);
    }
}
