package io.changelens.core.effect;

import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.kpi.KpiKey;
import java.util.List;

/**
 * The effect of a change on a KPI over a horizon, as far as it is known. Times are epoch milliseconds.
 *
 * @param changeId id of the change
 * @param key the KPI
 * @param horizonSeconds length of the whole window
 * @param exposure of the change
 * @param from when work on the environment began
 * @param live when the change was live
 * @param windowEnd end of the window that was estimated
 * @param exposedUntil when a rollback cut the window short; {@link Intervention#OPEN} if none did
 * @param status how far it can be relied on
 * @param estimate the figures, all finite
 * @param confounders names of what else may have moved the KPI, at most {@link #MAX_CONFOUNDERS}
 * @param confounderCount how many there are
 * @param closesAt when it is no longer revised
 * @param revision how much was known: see {@link EffectRevision}
 */
public record Effect(
        String changeId,
        KpiKey key,
        long horizonSeconds,
        Exposure exposure,
        long from,
        long live,
        long windowEnd,
        long exposedUntil,
        EffectStatus status,
        EffectEstimate estimate,
        List<String> confounders,
        int confounderCount,
        long closesAt,
        long revision) {

    /** Most confounders that are named. */
    public static final int MAX_CONFOUNDERS = 50;

    /** The same with another status. */
    public Effect with(EffectStatus other) {
        return new Effect(
                changeId,
                key,
                horizonSeconds,
                exposure,
                from,
                live,
                windowEnd,
                exposedUntil,
                other,
                estimate,
                confounders,
                confounderCount,
                closesAt,
                revision);
    }

    /** Whether it says the same as another, however much was known. */
    public boolean sameFigures(Effect other) {
        return windowEnd == other.windowEnd
                && estimate.equals(other.estimate)
                && confounderCount == other.confounderCount
                && confounders.equals(other.confounders);
    }
}
