package io.changelens.core.effect;

import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.estimator.EstimationStep;
import io.changelens.core.estimator.FalseDiscoveries;
import io.changelens.core.estimator.Margins;
import io.changelens.core.kpi.KpiKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The effects of one change, which are judged together.
 *
 * <p>Significance: p-values are adjusted for their number n, and those of at most q = 0.05 are significant (Benjamini and
 * Hochberg 1995). Each is divided by its weight before (Genovese, Roeder and Wasserman 2006, "False discovery control with
 * p-value weighting", Biometrika 93): of the effects on one KPI, or on the volume behind it, that with the narrower interval
 * has the larger weight, in inverse proportion to their margins {@link Margins#beforehand}, with a mean of 1, which do not
 * depend on what was observed after the change.
 *
 * <p>Intervals: an effect is <em>selected</em> if its interval excludes something material. With p* the smallest error
 * level at which it does, and n_h the effects at its horizon, those are selected whose p*, adjusted for their number n_h, is
 * at most q; there are R_h of them. The intervals at the horizon are those at the error level
 * {@code max(q max(1, R_h) / n_h, q S / n)}, with S the number of significant effects of all horizons; that of a
 * significant effect with weight w is at least {@code q w S / n}. At most q of the
 * selected intervals at a horizon are then expected not to cover (false coverage rate, Benjamini and Yekutieli 2005, "False
 * discovery rate-adjusted multiple confidence intervals for selected parameters", J. Am. Stat. Assoc. 100), each of them
 * excludes what its verdict says, and those of significant effects exclude 0. Horizons are apart, since one horizon of a KPI
 * is read, the headline, and short ones exclude next to nothing.
 */
public final class TestFamily {

    /** Margins on the logarithmic scale beyond which a weight no longer grows or falls. */
    private static final double LEAST_MARGIN = 1e-4;

    private static final double MOST_MARGIN = 5;

    private TestFamily() {}

    private static boolean isTested(Effect effect) {
        return effect.estimate().insufficient() == null && effect.status() != EffectStatus.WITHDRAWN;
    }

    /**
     * Adjusts p-values and intervals for their number, reaches the verdicts and marks the headline of each KPI. Effects
     * without an estimate and withdrawn ones are not counted.
     *
     * @param effects the latest row of each effect
     * @return a row for each, in the same order
     */
    public static List<AdjustedEffect> judge(List<Effect> effects) {
        List<Effect> tested = effects.stream().filter(TestFamily::isTested).toList();
        double[] weights = weights(tested);
        double[] adjusted =
                adjusted(tested.stream().mapToDouble(e -> e.estimate().p()).toArray(), weights);
        long significant = IntStream.range(0, adjusted.length)
                .filter(i -> isSignificant(tested.get(i).estimate(), adjusted[i]))
                .count();
        double ofSignificant = Verdict.LEVEL * significant / Math.max(1, adjusted.length);
        Map<Long, Double> levels = levels(tested, adjusted, ofSignificant);
        long revision = effects.stream().mapToLong(Effect::revision).sum();
        List<AdjustedEffect> rows = new ArrayList<>();
        int next = 0;
        for (Effect effect : effects) {
            boolean tests = isTested(effect);
            double p = tests ? adjusted[next] : 1;
            double level = levels.getOrDefault(effect.horizonSeconds(), Verdict.LEVEL);
            if (tests && isSignificant(effect.estimate(), p)) {
                level = Math.max(level, Math.min(Verdict.LEVEL, weights[next] * ofSignificant));
            }
            next += tests ? 1 : 0;
            rows.add(judge(effect, p, level, tested.size(), revision));
        }
        return HeadlineHorizon.mark(rows);
    }

    /** Adjusts p-values by their weights; none becomes smaller than it was. */
    private static double[] adjusted(double[] p, double[] weights) {
        double[] weighted = new double[p.length];
        Arrays.setAll(weighted, i -> Math.min(1, p[i] / weights[i]));
        double[] adjusted = FalseDiscoveries.adjust(weighted);
        Arrays.setAll(weighted, i -> Math.max(p[i], adjusted[i]));
        return weighted;
    }

    /**
     * A KPI, or the volume behind it.
     *
     * @param key the KPI
     * @param onVolume whether the effect is on the volume of what the KPI counts
     */
    private record Measured(KpiKey key, boolean onVolume) {

        static Measured of(Effect effect) {
            return new Measured(effect.key(), effect.estimate().method().contains(EstimationStep.ON_VOLUME));
        }
    }

    /** Returns the weight of each effect: in inverse proportion to its margin, with a mean of 1 for what is measured. */
    static double[] weights(List<Effect> tested) {
        Map<Measured, DoubleSummaryStatistics> precisions = new HashMap<>();
        for (Effect effect : tested) {
            precisions
                    .computeIfAbsent(Measured.of(effect), measured -> new DoubleSummaryStatistics())
                    .accept(precision(effect));
        }
        return tested.stream()
                .mapToDouble(effect ->
                        precision(effect) / precisions.get(Measured.of(effect)).getAverage())
                .toArray();
    }

    private static double precision(Effect effect) {
        EffectEstimate estimate = effect.estimate();
        double margin = estimate.margins().isKnown()
                ? estimate.margins().beforehand()
                : (Math.log1p(estimate.high()) - Math.log1p(estimate.low())) / 2;
        return 1 / Math.max(LEAST_MARGIN, Math.min(MOST_MARGIN, margin));
    }

    private static AdjustedEffect judge(Effect effect, double p, double level, int family, long revision) {
        EffectEstimate estimate = effect.estimate();
        Exposure exposure = effect.exposure();
        if (!isTested(effect)) {
            AdjustedInterval own = new AdjustedInterval(estimate.low(), estimate.high());
            return new AdjustedEffect(effect, p, own, family, Verdict.INSUFFICIENT_DATA, false, revision);
        }
        boolean significant = isSignificant(estimate, p);
        AdjustedInterval interval = AdjustedInterval.of(estimate, level, significant);
        Verdict verdict = Verdict.of(estimate, significant, interval, exposure.direction(), exposure.materialEffect());
        return new AdjustedEffect(effect, p, interval, family, verdict, false, revision);
    }

    static boolean isSignificant(EffectEstimate estimate, double pAdjusted) {
        return pAdjusted <= Verdict.LEVEL && (estimate.low() > 0 || estimate.high() < 0);
    }

    /** Returns the error level of the intervals by horizon: {@code max(q max(1, R_h) / n_h, q S / n)}. */
    private static Map<Long, Double> levels(List<Effect> tested, double[] pAdjusted, double ofSignificant) {
        Map<Long, List<Double>> exclusions = new HashMap<>();
        for (int i = 0; i < pAdjusted.length; i++) {
            EffectEstimate estimate = tested.get(i).estimate();
            double level = AdjustedInterval.levelOfExclusion(
                    estimate, tested.get(i).exposure().materialEffect());
            if (isSignificant(estimate, pAdjusted[i])) {
                level = Math.min(level, estimate.p());
            }
            exclusions
                    .computeIfAbsent(tested.get(i).horizonSeconds(), horizon -> new ArrayList<>())
                    .add(level);
        }
        Map<Long, Double> levels = new HashMap<>();
        exclusions.forEach((horizon, all) -> levels.put(horizon, Math.max(ofSignificant, level(all))));
        return levels;
    }

    private static double level(List<Double> exclusions) {
        double[] adjusted = FalseDiscoveries.adjust(
                exclusions.stream().mapToDouble(Double::doubleValue).toArray());
        long selected = Arrays.stream(adjusted).filter(p -> p <= Verdict.LEVEL).count();
        return Verdict.LEVEL * Math.max(1, selected) / adjusted.length;
    }
}
