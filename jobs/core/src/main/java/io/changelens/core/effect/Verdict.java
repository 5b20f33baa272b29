package io.changelens.core.effect;

import io.changelens.core.estimator.EffectEstimate;
import io.changelens.schemas.Direction;

/** The meaning of an effect for a value stream. */
public enum Verdict {
    /** The KPI moved in its better direction. */
    IMPROVED,
    /** The KPI moved in its worse direction. */
    DEGRADED,
    /** The whole interval is within the smallest difference that matters. */
    NO_MATERIAL_EFFECT,
    /** The data are consistent with a material effect and with none. */
    INCONCLUSIVE,
    /** There are too few data for an estimate. */
    INSUFFICIENT_DATA;

    /** Adjusted p-values up to this level are significant. */
    public static final double LEVEL = 0.05;

    /** Whether an effect was found: {@link #IMPROVED} or {@link #DEGRADED}. */
    public boolean isSignificant() {
        return this == IMPROVED || this == DEGRADED;
    }

    /**
     * Reaches the verdict on an estimate. The p-value of an interim analysis is already adjusted for all interim
     * analyses, so the same level holds.
     *
     * @param estimate the estimate
     * @param pAdjusted p-value adjusted for the number of effects of the change
     * @param direction direction in which the KPI is better
     * @param materialEffect smallest relative difference that matters
     */
    public static Verdict of(EffectEstimate estimate, double pAdjusted, Direction direction, double materialEffect) {
        if (estimate.insufficient() != null) {
            return INSUFFICIENT_DATA;
        }
        boolean aboveZero = estimate.low() > 0;
        boolean belowZero = estimate.high() < 0;
        if (pAdjusted <= LEVEL && (aboveZero || belowZero)) {
            return aboveZero == (direction == Direction.HIGHER_IS_BETTER) ? IMPROVED : DEGRADED;
        }
        boolean within = estimate.low() >= -materialEffect && estimate.high() <= materialEffect;
        return within ? NO_MATERIAL_EFFECT : INCONCLUSIVE;
    }
}
