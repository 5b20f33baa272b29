package io.changelens.core.effect;

import io.changelens.core.estimator.EffectEstimate;
import java.time.Duration;
import java.util.List;

/**
 * The last row of an effect.
 *
 * @param effect the row
 * @param analysis the look that it was taken at
 */
public record MeasuredEffect(Effect effect, int analysis) {

    /**
     * Measures an effect.
     *
     * @param before the row before; null for the first
     * @param change the change
     * @param plan the effect's times
     * @param analysis the look at it
     * @param sums what was counted from the plan's begin to the look's end
     * @param surroundings what else may have moved the KPI
     */
    public static MeasuredEffect of(
            MeasuredEffect before,
            Intervention change,
            EffectPlan plan,
            int analysis,
            KpiSums sums,
            Surroundings surroundings) {
        List<Intervention> others = surroundings.others(change, plan, analysis);
        List<String> confounders = Surroundings.confounders(others, plan, analysis);
        EffectEstimate estimate = EffectEstimation.estimate(plan, analysis, sums, others);
        Effect effect = new Effect(
                change.id(),
                change.key(),
                Duration.ofMinutes(plan.horizon()).toSeconds(),
                change.exposure(),
                change.from(),
                change.live(),
                plan.windowEnd(analysis),
                plan.cut() ? change.until() : Intervention.OPEN,
                EffectStatus.PROVISIONAL,
                estimate,
                List.copyOf(confounders.subList(0, Math.min(confounders.size(), Effect.MAX_CONFOUNDERS))),
                confounders.size(),
                plan.closesAt(),
                EffectRevision.of(
                        surroundings.ownEvents(change, plan),
                        sums.events() + surroundings.otherEvents(change, plan, analysis),
                        analysis));
        return new MeasuredEffect(effect.with(status(before, effect, analysis)), analysis);
    }

    private static EffectStatus status(MeasuredEffect before, Effect effect, int analysis) {
        if (analysis < EffectPlan.LAST_ANALYSIS) {
            return EffectStatus.PROVISIONAL;
        }
        if (before == null || before.analysis < EffectPlan.LAST_ANALYSIS) {
            return EffectStatus.FINAL;
        }
        return effect.sameFigures(before.effect) ? before.effect.status() : EffectStatus.REVISED;
    }
}
