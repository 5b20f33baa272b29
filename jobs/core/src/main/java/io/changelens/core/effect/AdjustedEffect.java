package io.changelens.core.effect;

/**
 * A row of {@code change_effects}.
 *
 * @param effect the effect
 * @param pAdjusted its p-value, adjusted for the number of effects of the change; 1 where there is no estimate
 * @param family number of p-values that were adjusted together
 * @param verdict what it means
 * @param revision sum of the revisions of the change's effects
 */
public record AdjustedEffect(Effect effect, double pAdjusted, int family, Verdict verdict, long revision) {

    /** Whether it says the same as another, but for the revision. */
    public boolean sameContent(AdjustedEffect other) {
        return other != null
                && effect.equals(other.effect)
                && pAdjusted == other.pAdjusted
                && family == other.family
                && verdict == other.verdict;
    }
}
