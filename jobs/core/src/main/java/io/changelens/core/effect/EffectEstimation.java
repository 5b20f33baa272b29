package io.changelens.core.effect;

import io.changelens.core.estimator.BlockedTimes;
import io.changelens.core.estimator.BlockedTimes.Interval;
import io.changelens.core.estimator.Controls;
import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.estimator.EffectEstimator;
import io.changelens.core.estimator.EffectQuestion;
import io.changelens.core.estimator.EstimationStep;
import io.changelens.core.estimator.Insufficient;
import io.changelens.core.kpi.Micros;
import io.changelens.core.time.Minute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Estimates one effect: translates its times and interventions into steps, and calls the estimator. */
public final class EffectEstimation {

    private static final int DAY = Math.toIntExact(Duration.ofDays(1).toMinutes());

    private EffectEstimation() {}

    /**
     * Estimates an effect. If no estimate is possible with placebos that avoid all other interventions, it is repeated
     * with placebos that may overlap other changes; the method says so.
     *
     * @param plan times of the effect
     * @param analysis number of the analysis, 1 to {@link EffectPlan#LAST_ANALYSIS}
     * @param sums sums of the KPI from {@code plan.begin()} to the end of the analysed window
     * @param others other interventions that may have moved the KPI
     * @param controls KPIs that the change does not reach, over the same minutes
     */
    public static EffectEstimate estimate(
            EffectPlan plan, int analysis, KpiSums sums, List<Intervention> others, Controls controls) {
        if (plan.elapsed(analysis) == 0) {
            return EffectEstimate.insufficient(Insufficient.NOT_LIVE.with());
        }
        if (sums.negative()) {
            return EffectEstimate.insufficient(Insufficient.NEGATIVE_SUMS.with());
        }
        EffectQuestion question = question(plan, analysis);
        List<Interval> all = blocked(plan, analysis, others);
        EffectEstimate estimate = ask(sums, controls, all, question);
        List<Intervention> notChanges = withoutChanges(others);
        if (estimate.insufficient() == null || notChanges.size() == others.size()) {
            return estimate;
        }
        EffectEstimate retried = ask(sums, controls, blocked(plan, analysis, notChanges), question);
        return retried.insufficient() == null ? retried.withStep(EstimationStep.OTHER_CHANGES_NOT_AVOIDED) : estimate;
    }

    /** The question of an analysis, in steps. */
    static EffectQuestion question(EffectPlan plan, int analysis) {
        return new EffectQuestion(
                plan.step(plan.before()),
                plan.step(plan.after()),
                plan.exposed(),
                plan.elapsed(analysis),
                DAY,
                EffectQuestion.PLACEBOS,
                plan.clock());
    }

    static List<Intervention> withoutChanges(List<Intervention> interventions) {
        return interventions.stream()
                .filter(i -> i.kind() != Intervention.Kind.CHANGE)
                .toList();
    }

    /** Returns the steps that interventions cover. A change covers at most one horizon after it was live. */
    public static List<Interval> blocked(EffectPlan plan, int analysis, List<Intervention> interventions) {
        int end = plan.step(plan.windowEnd(analysis));
        List<Interval> intervals = new ArrayList<>();
        for (Intervention i : interventions) {
            long shown = i.shownUntil(Minute.plus(0, plan.horizon()));
            long from = Math.max(0, Minute.between(plan.begin(), i.from()));
            long until = Math.min(end, Minute.covering(plan.begin(), shown));
            if (from < until) {
                intervals.add(new Interval((int) from, (int) until));
            }
        }
        return intervals;
    }

    private static EffectEstimate ask(
            KpiSums sums, Controls controls, List<Interval> blocked, EffectQuestion question) {
        EffectEstimate estimate = EffectEstimator.estimate(
                sums.treated(), sums.comparison(), controls, BlockedTimes.of(blocked), question);
        return estimate.isFinite()
                ? estimate.withSumsDividedBy(Micros.PER_UNIT)
                : EffectEstimate.insufficient(Insufficient.NOT_FINITE.with());
    }
}
