package io.changelens.core.effect;

import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.estimator.Margins;

/**
 * The interval of an effect that a verdict is read from: that of the error level of its {@link TestFamily}.
 *
 * @param low lower end of the relative difference
 * @param high upper end of the relative difference
 */
public record AdjustedInterval(double low, double high) {

    /** Where there is no estimate. */
    static final AdjustedInterval NONE = new AdjustedInterval(0, 0);

    /** Margins between known levels are interpolated, so that of a significant effect could reach 0 by a rounding. */
    private static final double MOST_OF_SIGNIFICANT = 0.999;

    /** Wider intervals, as of the first interim analyses, would overflow. */
    private static final double MOST = 300;

    /**
     * Returns the interval at an error level. It contains 0 if and only if the effect is not significant: the test of
     * counts by chance, and interpolation, may otherwise differ from the interval at its threshold.
     *
     * @param estimate an estimate
     * @param level error level, at most 0.05
     * @param significant whether an effect was found
     */
    static AdjustedInterval of(EffectEstimate estimate, double level, boolean significant) {
        double low = estimate.low();
        double high = estimate.high();
        if (estimate.margins().isKnown()) {
            double residual = residual(estimate);
            double margin = Math.min(estimate.margins().at(level), MOST);
            if (significant) {
                margin = Math.min(margin, MOST_OF_SIGNIFICANT * Math.abs(residual));
            }
            low = Math.expm1(residual - margin);
            high = Math.expm1(residual + margin);
        }
        return significant
                ? new AdjustedInterval(low, high)
                : new AdjustedInterval(Math.min(low, 0), Math.max(high, 0));
    }

    /**
     * Returns the smallest error level at which the interval excludes a material difference in one direction or in both;
     * 1 if it does not at 0.05.
     *
     * @param estimate an estimate
     * @param materialEffect smallest relative difference that matters
     */
    static double levelOfExclusion(EffectEstimate estimate, double materialEffect) {
        Margins margins = estimate.margins();
        if (!margins.isKnown()) {
            boolean excludes = estimate.low() >= -materialEffect || estimate.high() <= materialEffect;
            return excludes ? Verdict.LEVEL : 1;
        }
        double residual = residual(estimate);
        double aboveLess = materialEffect < 1 ? residual - Math.log1p(-materialEffect) : Double.POSITIVE_INFINITY;
        double belowMore = Math.log1p(materialEffect) - residual;
        return margins.levelOf(Math.max(aboveLess, belowMore));
    }

    private static double residual(EffectEstimate estimate) {
        return Math.log1p(estimate.effect());
    }
}
