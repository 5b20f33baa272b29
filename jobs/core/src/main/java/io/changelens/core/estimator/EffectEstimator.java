package io.changelens.core.estimator;

import io.changelens.core.reason.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Estimates the effect of a change on a KPI. The observation window after the change is predicted from the time before
 * the change and from the same time in earlier weeks; the residual is compared with the residuals of the same
 * prediction at placebo times. {@code docs/method.md} describes the method and its measured error rates.
 *
 * <p>With the residual r of the change on the logarithmic scale and the margin m at which its p-value is 0.05, the
 * effect is {@code exp(r) - 1} and its 95 % interval {@code exp(r ± m) - 1}. For counts, m is at least the binomial
 * margin; see {@link Counts}.
 */
public final class EffectEstimator {

    /** Error level of verdicts and intervals. */
    public static final double ALPHA = 0.05;

    /**
     * Number of equally spaced analyses of an observation window while it fills; the last one is final, the others are
     * interim analyses.
     */
    public static final int ANALYSES = 8;

    /** Error level of all interim analyses together; the final analysis has its own. */
    public static final double PROVISIONAL_ALPHA = 0.01;

    /** With fewer events the logarithm of a ratio carries next to no information. */
    private static final int LEAST_COUNTED = 10;

    /** 95 % of a normal distribution lie within so many standard deviations. */
    private static final double Z = 1.959963984540054;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private static final double[] NORMALS = Margins.atLevels(level -> NORMAL.inverseSurvivalProbability(level / 2));

    private EffectEstimator() {}

    /**
     * Returns how much of an observation window its latest analysis reads: the elapsed part, rounded down to whole
     * eighths, so that more frequent analyses do not raise the error rate. If eighths are not whole numbers of steps,
     * the end is rounded up to a step.
     *
     * @param horizon steps in the window
     * @param elapsed steps that have passed
     * @return steps; 0 before the first analysis
     */
    public static int seen(int horizon, int elapsed) {
        long analysis = (long) elapsed * ANALYSES / horizon;
        return (int) (((long) horizon * analysis + ANALYSES - 1) / ANALYSES);
    }

    /**
     * Estimates an effect.
     *
     * @param series the KPI where the change is live
     * @param comparison the KPI over the same steps where the change is not live; null when there is no such cohort
     * @param blocked times that placebos must not overlap
     * @param question times of the change and the observation window
     * @throws IllegalArgumentException if a series ends before the observation window
     */
    public static EffectEstimate estimate(
            KpiSeries series, KpiSeries comparison, BlockedTimes blocked, EffectQuestion question) {
        return estimate(series, comparison, Controls.NONE, blocked, question);
    }

    /**
     * Estimates an effect beside KPIs that the change does not reach.
     *
     * @param controls those KPIs over the same steps
     */
    public static EffectEstimate estimate(
            KpiSeries series, KpiSeries comparison, Controls controls, BlockedTimes blocked, EffectQuestion question) {
        int elapsed = seen(question.horizon(), question.elapsed());
        if (elapsed == 0) {
            return EffectEstimate.insufficient(Insufficient.WINDOW_HARDLY_BEGUN.with());
        }
        EffectQuestion seen = new EffectQuestion(
                question.before(),
                question.after(),
                question.horizon(),
                elapsed,
                question.day(),
                question.placebos(),
                question.clock());
        int end = seen.after() + elapsed;
        if (series.length() < end || (comparison != null && comparison.length() < end)) {
            throw new IllegalArgumentException("the window ends at step " + end + ", but the series at "
                    + (comparison == null ? series.length() : Math.min(series.length(), comparison.length())));
        }
        Reason tooLittle = series.counted(seen.after(), end) < LEAST_COUNTED
                ? Insufficient.FEW_EVENTS.with(LEAST_COUNTED)
                : tooShort(seen);
        return tooLittle != null
                ? EffectEstimate.insufficient(tooLittle)
                : judge(series, comparison, controls, blocked, seen);
    }

    private static EffectEstimate judge(
            KpiSeries series, KpiSeries comparison, Controls controls, BlockedTimes blocked, EffectQuestion question) {
        Scratch.begin();
        List<Answer> answers = new ArrayList<>();
        for (Season season : Season.values()) {
            if (season.fits(question) && isWorthTrying(season, question, answers)) {
                Answer alone = Answer.of(series, null, blocked, question, season);
                answers.add(alone);
                if (comparison != null) {
                    answers.add(Answer.of(series, comparison, blocked, question, season));
                }
                if (!controls.isEmpty()) {
                    answers.add(alone.less(controls, question));
                }
            }
        }
        Answer best = null;
        for (Answer answer : answers) {
            best = answer.isNarrower(best) ? answer : best;
        }
        return best == null
                ? EffectEstimate.insufficient(why(question, answers))
                : estimate(series, question, best.model(), best.windows(), method(best, answers));
    }

    private static List<EstimationStep> method(Answer best, List<Answer> answers) {
        boolean shock = false;
        for (Answer answer : answers) {
            shock |= answer.season() == best.season() && answer.shock();
        }
        return best.method(shock);
    }

    /** A base by days is not computed where a day is clearly less like the day before than like that of a week before. */
    private static boolean isWorthTrying(Season season, EffectQuestion question, List<Answer> others) {
        boolean settled = false;
        for (Answer other : others) {
            settled |= other.isSettled();
        }
        return season == Season.WEEKS || !settled || !others.get(0).isUnlikeDaysBefore(question);
    }

    /**
     * Returns why the history is too short for an estimate, whatever the series contains; null if it is long enough.
     */
    private static Reason tooShort(EffectQuestion question) {
        int needed = Integer.MAX_VALUE;
        for (Season season : Season.values()) {
            needed = Math.min(needed, question.before() - season.span(question) + season.leastSpan(question));
        }
        return question.before() >= needed
                ? null
                : Insufficient.LITTLE_HISTORY.with(days(question.before(), question), days(needed, question));
    }

    private static String days(int steps, EffectQuestion question) {
        return String.format(Locale.ROOT, "%.1f", (double) steps / question.day());
    }

    private static Reason why(EffectQuestion question, List<Answer> answers) {
        for (Answer answer : answers) {
            if (answer.isUnsettled()) {
                return Insufficient.UNSETTLED.with(
                        String.format(Locale.ROOT, "%.1f", answer.model().unsettledDays()));
            }
        }
        Answer first = answers.get(0);
        if (Double.isNaN(first.windows().after().values()[0])) {
            return Insufficient.WINDOW_HALF_EMPTY.with();
        }
        if (!first.hasBase()) {
            return Insufficient.NO_EARLIER_WEEKS.with();
        }
        return first.windows().varies(question.before())
                ? Insufficient.FEW_PLACEBOS.with()
                : Insufficient.NEVER_VARIED.with();
    }

    private static EffectEstimate estimate(
            KpiSeries series,
            EffectQuestion question,
            PlaceboModel model,
            Windows windows,
            List<EstimationStep> method) {
        int end = question.after() + question.elapsed();
        double numerator = series.numerator(question.after(), end);
        double denominator = series.denominator(question.after(), end);
        double observed = numerator / denominator;
        double ratio = Math.exp(model.residual());
        double added = windows.added() / denominator;
        double expected = Math.max(0, (observed + added) / ratio - added);
        Counts counts = series.counts(question.after(), end);
        double expectedCount = counts == null ? 0 : expected * counts.all();
        double margin = counts == null ? model.margin() : margin(model.margin(), Z, counts, expectedCount);
        double p = model.p();
        double pValue = counts == null || p > ALPHA ? p : Math.max(p, counts.p(expectedCount));
        return new EffectEstimate(
                null,
                method,
                model.placebos(),
                new EffectEstimate.Levels(expected, observed),
                new EffectEstimate.Difference(
                        ratio - 1,
                        Math.exp(model.residual() - margin) - 1,
                        Math.exp(model.residual() + margin) - 1,
                        adjustedForAnalyses(pValue, question)),
                new EffectEstimate.Sums(numerator, denominator),
                new Impact(numerator, windows.added(), model.residual(), margin),
                Margins.of(
                        level -> margin(model, shareOf(question) / ALPHA * level, counts, expectedCount),
                        counts == null
                                ? model.margin()
                                : Math.max(model.margin(), Z * Math.sqrt(counts.variance(expectedCount)))));
    }

    private static double margin(PlaceboModel model, double level, Counts counts, double expectedCount) {
        double ofPlacebos = level == ALPHA
                ? model.margin()
                : model.scale() * model.residuals().criticalValue(level);
        return counts == null ? ofPlacebos : margin(ofPlacebos, normal(level), counts, expectedCount);
    }

    /** Quantiles of the levels of final analyses are known: to compute one takes as long as a tenth of an estimate. */
    private static double normal(double level) {
        int known = Margins.indexOf(level);
        return known >= 0 ? NORMALS[known] : NORMAL.inverseSurvivalProbability(level / 2);
    }

    /**
     * Returns half the width of the interval:
     * {@code sqrt(max(m², z² V(expected)) + max(0, z² V(observed) - z² V(expected)))}, where m is the margin by
     * placebos and V the binomial variance.
     */
    private static double margin(double ofPlacebos, double z, Counts counts, double expected) {
        double byChance = z * z * counts.variance(expected);
        double observed = z * z * counts.variance(counts.some());
        return Math.sqrt(Math.max(ofPlacebos * ofPlacebos, byChance) + Math.max(0, observed - byChance));
    }

    /**
     * Adjusts the p-value of an interim analysis for all interim analyses. Analysis k of 8 spends {@code 0.01 k / 28}
     * of the error level, in proportion to the part of the window that it reads (alpha spending, Lan and DeMets 1983;
     * the shares add up as Bonferroni's do). The p-value is multiplied by 0.05 over that share, so that 0.05 is the
     * threshold of every analysis.
     */
    public static double adjustedForAnalyses(double p, EffectQuestion question) {
        return question.elapsed() == question.horizon() ? p : Math.min(1, p * ALPHA / shareOf(question));
    }

    /** Returns the part of the error level that an analysis spends; the final one has all of {@link #ALPHA}. */
    private static double shareOf(EffectQuestion question) {
        if (question.elapsed() == question.horizon()) {
            return ALPHA;
        }
        double analyses = ANALYSES * (ANALYSES - 1) / 2.0;
        return PROVISIONAL_ALPHA * question.elapsed() / question.horizon() * ANALYSES / analyses;
    }
}
