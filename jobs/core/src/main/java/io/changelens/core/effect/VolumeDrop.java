package io.changelens.core.effect;

import io.changelens.core.estimator.BlockedTimes;
import io.changelens.core.estimator.BlockedTimes.Interval;
import io.changelens.core.estimator.Controls;
import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.estimator.EffectEstimate.Difference;
import io.changelens.core.estimator.EffectEstimator;
import io.changelens.core.estimator.EffectQuestion;
import io.changelens.core.estimator.EstimationStep;
import io.changelens.core.estimator.KpiSeries;
import io.changelens.core.estimator.Season;
import io.changelens.core.kpi.Micros;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The effect on the volume of what a ratio counts, where so little is left in the observation window that the ratio has no
 * estimate. "Nothing happens since this change" is harm and no lack of data, if much happened in the same window of
 * earlier weeks and the activity of other value streams was observed.
 *
 * <p>With q(t) the volume of the window at t over the median of the same window in up to four earlier weeks, an effect is
 * estimated if the median is at least {@link #LEAST_EXPECTED} events and q of the change is below {@link #LITTLE}. Its
 * p-value is at least the rank of q among the windows before the change with such a median,
 * {@code (w + #{i : q_i <= q_0}) / (w + n)}: a value stream that was often as silent for as long has a large one.
 */
final class VolumeDrop {

    /** Events in the same window of earlier weeks, without which little is no wonder. */
    static final double LEAST_EXPECTED = 20;

    /** Share of the usual volume below which little is left. */
    static final double LITTLE = 0.5;

    private static final int WEEKS = 4;
    private static final int LEAST_WINDOWS = 40;
    private static final double OWN_SHARE = 0.2;

    private final KpiSeries volume;
    private final EffectQuestion question;

    private VolumeDrop(KpiSeries volume, EffectQuestion question) {
        this.volume = volume;
        this.question = question;
    }

    /**
     * Estimates the effect on the volume.
     *
     * @param plan times of the effect
     * @param analysis number of the analysis, 1 to {@link EffectPlan#LAST_ANALYSIS}
     * @param ratio sums of the KPI, a ratio without an estimate
     * @param surroundings all interventions on the KPI
     * @param others other interventions that may have moved the KPI
     * @return null if the volume has not dropped that much, or has no estimate either
     */
    static EffectEstimate estimate(
            EffectPlan plan, int analysis, KpiSums ratio, Surroundings surroundings, List<Intervention> others) {
        if (plan.elapsed(analysis) == 0 || ratio.negative()) {
            return null;
        }
        List<Interval> pauses = EffectEstimation.blocked(plan, analysis, surroundings.pauses());
        KpiSeries volume = Volumes.ofDenominators(ratio.treated(), pauses);
        EffectQuestion question = EffectEstimation.question(plan, analysis);
        VolumeDrop drop = new VolumeDrop(volume, question);
        if (!(drop.level(question.after()) < LITTLE)) {
            return null;
        }
        EffectEstimate estimate = EffectEstimation.estimate(
                plan, analysis, new KpiSums(volume, null, ratio.events(), false), others, Controls.NONE);
        double rank = drop.rank(BlockedTimes.of(EffectEstimation.blocked(plan, analysis, others)));
        if (Double.isNaN(rank)) {
            rank = drop.rank(
                    BlockedTimes.of(EffectEstimation.blocked(plan, analysis, EffectEstimation.withoutChanges(others))));
        }
        if (estimate.insufficient() != null || Double.isNaN(rank)) {
            return null;
        }
        Difference d = estimate.difference();
        double p = Math.max(d.p(), EffectEstimator.adjustedForAnalyses(rank, question));
        return new EffectEstimate(
                null,
                estimate.withStep(EstimationStep.ON_VOLUME).method(),
                estimate.placebos(),
                estimate.levels(),
                new Difference(d.effect(), d.low(), d.high(), p),
                estimate.sums(),
                estimate.impact(),
                estimate.margins());
    }

    /**
     * Returns the volume of the window at a step over its median in earlier weeks; NaN if too little was expected, or
     * less than half of the window was observed.
     */
    private double level(int from) {
        double usual = median(from);
        double expected = usual * question.elapsed() / Micros.PER_UNIT;
        return expected >= LEAST_EXPECTED ? perMinute(from) / usual : Double.NaN;
    }

    private double median(int from) {
        double[] weeks = IntStream.range(0, WEEKS)
                .mapToDouble(week -> perMinute(question.clock()
                        .earlier(from, Season.WEEKS.back(question) + week * Season.WEEKS.period(question))))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        int n = weeks.length;
        return n == 0 ? Double.NaN : (weeks[(n - 1) / 2] + weeks[n / 2]) / 2;
    }

    private double perMinute(int from) {
        int until = from + question.elapsed();
        if (from < 0) {
            return Double.NaN;
        }
        double observed = volume.denominator(from, until) / Micros.PER_UNIT;
        return observed < question.elapsed() / 2.0 ? Double.NaN : volume.numerator(from, until) / observed;
    }

    /** Returns the rank of the change's level among those of windows before it; NaN if they are too few. */
    private double rank(BlockedTimes blocked) {
        double own = level(question.after());
        int stride = Math.max(1, question.elapsed() / 2);
        double[] levels = new double[question.before() / stride + 1];
        int count = 0;
        for (int at = question.before() - question.whole(); at >= 0; at -= stride) {
            int after = at + question.gap();
            double level = level(after);
            if (!Double.isNaN(level) && !blocked.overlaps(at - question.elapsed(), at + question.whole())) {
                levels[count++] = level;
            }
        }
        if (count < LEAST_WINDOWS) {
            return Double.NaN;
        }
        double overlap = (double) question.elapsed() / stride;
        double weight = Math.max(1, OWN_SHARE * overlap);
        long below = Arrays.stream(levels, 0, count).filter(l -> l <= own).count();
        return (weight + below) / (weight + count);
    }
}
