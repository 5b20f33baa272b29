package io.changelens.core.effect;

import io.changelens.core.estimator.EffectEstimate;
import io.changelens.schemas.Direction;

/**
 * The meaning of an effect for a value stream, read from its adjusted interval; see {@link TestFamily}. Harm is a
 * difference in the KPI's worse direction, benefit one in its better direction; both are material from the KPI's
 * smallest material effect on.
 */
public enum Verdict {
    /** The KPI moved in its better direction. */
    IMPROVED,
    /** The KPI moved in its worse direction. */
    DEGRADED,
    /** No effect was found, and neither material harm nor material benefit is in the interval. */
    NO_MATERIAL_EFFECT,
    /** No effect was found; material benefit is in the interval, material harm is not. */
    HARM_RULED_OUT,
    /** No effect was found; material harm is in the interval, material benefit is not. */
    BENEFIT_RULED_OUT,
    /** The data are consistent with material harm and with material benefit: the ends of the interval. */
    INCONCLUSIVE,
    /** There are too few data for an estimate. */
    INSUFFICIENT_DATA;

    /** Adjusted p-values up to this level are significant. */
    public static final double LEVEL = 0.05;

    /** Whether an effect was found: {@link #IMPROVED} or {@link #DEGRADED}. */
    public boolean isSignificant() {
        return this == IMPROVED || this == DEGRADED;
    }

    /** Whether there is an estimate that excludes something material: harm, benefit or both. */
    public boolean isConclusive() {
        return this != INCONCLUSIVE && this != INSUFFICIENT_DATA;
    }

    /**
     * Whether a material effect in the direction of another verdict is excluded: harm that was {@link #DEGRADED}, benefit
     * that was {@link #IMPROVED}.
     */
    public boolean rulesOut(Verdict significant) {
        return switch (this) {
            case NO_MATERIAL_EFFECT -> significant.isSignificant();
            case HARM_RULED_OUT -> significant == DEGRADED;
            case BENEFIT_RULED_OUT -> significant == IMPROVED;
            default -> false;
        };
    }

    /**
     * Reaches the verdict on an estimate.
     *
     * @param estimate the estimate
     * @param significant whether an effect was found
     * @param interval the adjusted interval
     * @param direction direction in which the KPI is better
     * @param materialEffect smallest relative difference that matters
     */
    static Verdict of(
            EffectEstimate estimate,
            boolean significant,
            AdjustedInterval interval,
            Direction direction,
            double materialEffect) {
        if (estimate.insufficient() != null) {
            return INSUFFICIENT_DATA;
        }
        boolean higherIsBetter = direction == Direction.HIGHER_IS_BETTER;
        if (significant) {
            return estimate.effect() > 0 == higherIsBetter ? IMPROVED : DEGRADED;
        }
        boolean notLess = interval.low() >= -materialEffect;
        boolean notMore = interval.high() <= materialEffect;
        if (notLess && notMore) {
            return NO_MATERIAL_EFFECT;
        }
        if (!notLess && !notMore) {
            return INCONCLUSIVE;
        }
        return notLess == higherIsBetter ? HARM_RULED_OUT : BENEFIT_RULED_OUT;
    }
}
