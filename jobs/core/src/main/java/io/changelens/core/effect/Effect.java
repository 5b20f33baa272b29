package io.changelens.core.effect;

import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.OpenEnd;
import java.util.List;

/**
 * The effect of a change on a KPI at one horizon, as of one analysis. Times are epoch milliseconds.
 *
 * @param changeId id of the change
 * @param key the KPI
 * @param horizonSeconds length of the whole observation window
 * @param exposure facts about the change and the KPI
 * @param from when work on the environment began
 * @param live when the change was live
 * @param windowEnd end of the part of the observation window that was analysed
 * @param exposedUntil when a rollback cut the window short; {@link OpenEnd#TIME} if none did
 * @param status status of the row
 * @param estimate the figures, all finite
 * @param confounders names of other interventions that may have moved the KPI, at most {@link #MAX_CONFOUNDERS}
 * @param confounderCount number of all of them
 * @param closesAt when the effect is no longer revised
 * @param revision revision of the row; see {@link EffectRevision}
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

    /** Largest number of confounders that are named. */
    public static final int MAX_CONFOUNDERS = 50;

    /** Returns the same effect with another status. */
    public Effect with(EffectStatus other) {
        return with(other, revision);
    }

    /** Returns the same effect with another revision. */
    public Effect with(long other) {
        return with(status, other);
    }

    private Effect with(EffectStatus otherStatus, long otherRevision) {
        return new Effect(
                changeId,
                key,
                horizonSeconds,
                exposure,
                from,
                live,
                windowEnd,
                exposedUntil,
                otherStatus,
                estimate,
                confounders,
                confounderCount,
                closesAt,
                otherRevision);
    }

    /** Whether window, estimate and confounders are equal to those of another effect. */
    public boolean sameFigures(Effect other) {
        return windowEnd == other.windowEnd
                && estimate.equals(other.estimate)
                && confounderCount == other.confounderCount
                && confounders.equals(other.confounders);
    }
}
