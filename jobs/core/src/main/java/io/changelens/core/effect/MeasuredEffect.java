package io.changelens.core.effect;

import io.changelens.core.catalog.KpiType;
import io.changelens.core.estimator.Controls;
import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.time.OpenEnd;
import java.time.Duration;
import java.util.List;

/**
 * The latest row of an effect.
 *
 * @param effect the row
 * @param analysis number of the analysis that produced it
 */
public record MeasuredEffect(Effect effect, int analysis) {

    /**
     * Measures an effect.
     *
     * @param before the previous row; null for the first
     * @param change the change
     * @param plan times of the effect
     * @param analysis number of the analysis, 1 to {@link EffectPlan#LAST_ANALYSIS}
     * @param sums sums of the KPI from {@code plan.begin()} to the end of the analysed window
     * @param surroundings all interventions on the KPI
     * @param controls KPIs that the change does not reach, over the same minutes
     */
    public static MeasuredEffect of(
            MeasuredEffect before,
            Intervention change,
            EffectPlan plan,
            int analysis,
            KpiSums sums,
            Surroundings surroundings,
            Controls controls) {
        List<Intervention> others = surroundings.others(change, plan, analysis);
        List<String> confounders = Surroundings.confounders(others, plan, analysis);
        KpiType type = change.exposure().type();
        EffectEstimate ofKpi = EffectEstimation.estimate(
                plan, analysis, type == KpiType.VOLUME ? Volumes.of(sums) : sums, others, controls);
        EffectEstimate ofVolume = ofKpi.insufficient() != null && type == KpiType.RATIO
                ? VolumeDrop.estimate(plan, analysis, sums, surroundings, others)
                : null;
        Effect effect = new Effect(
                change.id(),
                change.key(),
                Duration.ofMinutes(plan.horizon()).toSeconds(),
                ofVolume == null ? change.exposure() : change.exposure().onVolume(),
                change.from(),
                change.live(),
                plan.windowEnd(analysis),
                plan.cut() ? change.until() : OpenEnd.TIME,
                EffectStatus.PROVISIONAL,
                ofVolume == null ? ofKpi : ofVolume,
                List.copyOf(confounders.subList(0, Math.min(confounders.size(), Effect.MAX_CONFOUNDERS))),
                confounders.size(),
                plan.closesAt(),
                EffectRevision.of(
                        surroundings.ownEvents(change, plan),
                        sums.events() + surroundings.otherEvents(change, plan, analysis),
                        EffectRevision.analysis(analysis, controls)));
        return new MeasuredEffect(effect.with(status(before, effect, analysis)), analysis);
    }

    /**
     * Returns the row that withdraws this one.
     *
     * @param withdrawal the revision of the change that no longer affects the KPI
     */
    public MeasuredEffect withdrawnBy(Intervention withdrawal) {
        long revision = Math.max(effect.revision(), EffectRevision.of(withdrawal.revision(), 0, 0));
        return new MeasuredEffect(effect.with(EffectStatus.WITHDRAWN).with(revision), analysis);
    }

    private static EffectStatus status(MeasuredEffect before, Effect effect, int analysis) {
        if (analysis < EffectPlan.LAST_ANALYSIS) {
            return EffectStatus.PROVISIONAL;
        }
        if (before == null || before.analysis < EffectPlan.LAST_ANALYSIS) {
            return EffectStatus.FINAL;
        }
        boolean same = effect.sameFigures(before.effect) && before.effect.status() != EffectStatus.WITHDRAWN;
        return same ? before.effect.status() : EffectStatus.REVISED;
    }
}
