package io.changelens.core.effect;

/**
 * An effect with its verdict: a row of {@code change_effects}.
 *
 * @param effect the effect
 * @param pAdjusted p-value adjusted for the number of effects of the change; 1 where there is no estimate
 * @param interval the interval adjusted for that number, which the verdict is read from
 * @param family number of p-values that were adjusted together
 * @param verdict the verdict
 * @param headline whether this horizon speaks for the KPI; see {@link HeadlineHorizon}
 * @param revision sum of the revisions of the change's effects
 */
public record AdjustedEffect(
        Effect effect,
        double pAdjusted,
        AdjustedInterval interval,
        int family,
        Verdict verdict,
        boolean headline,
        long revision) {

    /** Returns the same row as the headline of its KPI, or as another one. */
    AdjustedEffect asHeadline(boolean isHeadline) {
        return new AdjustedEffect(effect, pAdjusted, interval, family, verdict, isHeadline, revision);
    }

    /** Whether this row equals another one but for the revision. */
    public boolean sameContent(AdjustedEffect other) {
        return other != null
                && effect.equals(other.effect)
                && pAdjusted == other.pAdjusted
                && interval.equals(other.interval)
                && family == other.family
                && verdict == other.verdict
                && headline == other.headline;
    }
}
