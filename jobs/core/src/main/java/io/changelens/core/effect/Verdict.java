package io.changelens.core.effect;

import io.changelens.core.estimator.EffectEstimate;
import io.changelens.schemas.Direction;

/** What an effect means for a value stream. */
public enum Verdict {
    /** The KPI moved to its better side. */
    IMPROVED,
    /** The KPI moved to its worse side. */
    DEGRADED,
    /** The whole interval is within the smallest difference that matters. */
    NO_MATERIAL_EFFECT,
    /** There may be an effect, or none. */
    INCONCLUSIVE,
    /** There is too little to compare. */
    INSUFFICIENT_DATA;

    /** The level at which an adjusted p-value is significant. */
    public static final double LEVEL = 0.05;

    /**
     * Judges an estimate. The p-value of an unfinished window is valid under repeated looks, so the same level holds.
     *
     * @param estimate the estimate
     * @param pAdjusted its p-value, adjusted for the number of effects of the change
     * @param direction in which the KPI is better
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
