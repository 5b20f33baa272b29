package io.changelens.core.effect;

import io.changelens.core.estimator.BlockedTimes;
import io.changelens.core.estimator.BlockedTimes.Interval;
import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.estimator.EffectEstimator;
import io.changelens.core.estimator.EffectQuestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Asks the estimator about one effect, and blocks what else may have moved the KPI. */
public final class EffectEstimation {

    public static final String OTHERS_NOT_AVOIDED = "; other changes not avoided";
    public static final String NOT_LIVE = "the change was live for less than a minute";
    public static final String NEGATIVE = "the KPI has sums below 0";
    public static final String NOT_FINITE = "the estimate is not finite";

    /** Parts of a unit in which sums are kept. */
    public static final double MICROS = 1e6;

    private static final int DAY = Math.toIntExact(Duration.ofDays(1).toMinutes());

    private EffectEstimation() {}

    /**
     * Estimates an effect.
     *
     * @param plan its times
     * @param analysis the look at it
     * @param sums what was counted from the plan's begin to the look's end
     * @param others what else may have moved the KPI
     */
    public static EffectEstimate estimate(EffectPlan plan, int analysis, KpiSums sums, List<Intervention> others) {
        int elapsed = plan.elapsed(analysis);
        if (elapsed == 0) {
            return insufficient(NOT_LIVE, 0);
        }
        if (sums.negative()) {
            return insufficient(NEGATIVE, 0);
        }
        EffectQuestion question = new EffectQuestion(
                plan.step(plan.before()),
                plan.step(plan.after()),
                plan.exposed(),
                elapsed,
                DAY,
                EffectQuestion.PLACEBOS);
        List<Interval> all = blocked(plan, analysis, others);
        EffectEstimate estimate = ask(sums, all, question);
        List<Intervention> notChanges = others.stream()
                .filter(i -> i.kind() != Intervention.Kind.CHANGE)
                .toList();
        if (estimate.insufficient() == null || notChanges.size() == others.size()) {
            return estimate;
        }
        EffectEstimate retried = ask(sums, blocked(plan, analysis, notChanges), question);
        return retried.insufficient() == null ? withMethod(retried, retried.method() + OTHERS_NOT_AVOIDED) : estimate;
    }

    /** The steps that interventions cover; a change covers as much as the whole horizon. */
    public static List<Interval> blocked(EffectPlan plan, int analysis, List<Intervention> interventions) {
        int end = plan.step(plan.windowEnd(analysis));
        List<Interval> intervals = new ArrayList<>();
        for (Intervention i : interventions) {
            long shown = i.shownUntil(plan.horizon() * EffectPlan.MINUTE);
            long from = Math.max(0, Math.floorDiv(i.from() - plan.begin(), EffectPlan.MINUTE));
            long until = Math.min(end, -Math.floorDiv(plan.begin() - shown, EffectPlan.MINUTE));
            if (from < until) {
                intervals.add(new Interval((int) from, (int) until));
            }
        }
        return intervals;
    }

    private static EffectEstimate ask(KpiSums sums, List<Interval> blocked, EffectQuestion question) {
        EffectEstimate estimate =
                EffectEstimator.estimate(sums.treated(), sums.comparison(), BlockedTimes.of(blocked), question);
        boolean finite = DoubleStream.of(
                        estimate.expected(),
                        estimate.observed(),
                        estimate.effect(),
                        estimate.low(),
                        estimate.high(),
                        estimate.p(),
                        estimate.numerator(),
                        estimate.denominator())
                .allMatch(Double::isFinite);
        return finite ? inUnits(estimate) : insufficient(NOT_FINITE, estimate.placebos());
    }

    /** Sums are in millionths; what they make up together is a ratio and stays. */
    private static EffectEstimate inUnits(EffectEstimate e) {
        return new EffectEstimate(
                e.insufficient(),
                e.method(),
                e.placebos(),
                e.expected(),
                e.observed(),
                e.effect(),
                e.low(),
                e.high(),
                e.p(),
                e.numerator() / MICROS,
                e.denominator() / MICROS);
    }

    private static EffectEstimate insufficient(String why, int placebos) {
        return new EffectEstimate(why, "none", placebos, 0, 0, 0, 0, 0, 1, 0, 0);
    }

    private static EffectEstimate withMethod(EffectEstimate e, String method) {
        return new EffectEstimate(
                e.insufficient(),
                method,
                e.placebos(),
                e.expected(),
                e.observed(),
                e.effect(),
                e.low(),
                e.high(),
                e.p(),
                e.numerator(),
                e.denominator());
    }
}
