package io.changelens.core.effect;

import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.estimator.FalseDiscoveries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The effects of one change, which are judged together.
 *
 * <p>Significance: p-values are adjusted for their number n, and those of at most q = 0.05 are significant (Benjamini and
 * Hochberg 1995).
 *
 * <p>Intervals: an effect is <em>selected</em> if its interval excludes something material. With p* the smallest error
 * level at which it does, and n_h the effects at its horizon, those are selected whose p*, adjusted for their number n_h, is
 * at most q; there are R_h of them. The intervals at the horizon are those at the error level
 * {@code max(q max(1, R_h) / n_h, q S / n)}, with S the number of significant effects of all horizons. At most q of the
 * selected intervals at a horizon are then expected not to cover (false coverage rate, Benjamini and Yekutieli 2005, "False
 * discovery rate-adjusted multiple confidence intervals for selected parameters", J. Am. Stat. Assoc. 100), each of them
 * excludes what its verdict says, and those of significant effects exclude 0. Horizons are apart, since one horizon of a KPI
 * is read, the headline, and short ones exclude next to nothing.
 */
public final class TestFamily {

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
        double[] adjusted = FalseDiscoveries.adjust(
                tested.stream().mapToDouble(e -> e.estimate().p()).toArray());
        Map<Long, Double> levels = levels(tested, adjusted);
        long revision = effects.stream().mapToLong(Effect::revision).sum();
        List<AdjustedEffect> rows = new ArrayList<>();
        int next = 0;
        for (Effect effect : effects) {
            double p = isTested(effect) ? adjusted[next++] : 1;
            double level = levels.getOrDefault(effect.horizonSeconds(), Verdict.LEVEL);
            rows.add(judge(effect, p, level, tested.size(), revision));
        }
        return HeadlineHorizon.mark(rows);
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
    private static Map<Long, Double> levels(List<Effect> tested, double[] pAdjusted) {
        Map<Long, List<Double>> exclusions = new HashMap<>();
        int significant = 0;
        for (int i = 0; i < pAdjusted.length; i++) {
            EffectEstimate estimate = tested.get(i).estimate();
            double level = AdjustedInterval.levelOfExclusion(
                    estimate, tested.get(i).exposure().materialEffect());
            if (isSignificant(estimate, pAdjusted[i])) {
                level = Math.min(level, estimate.p());
                significant++;
            }
            exclusions
                    .computeIfAbsent(tested.get(i).horizonSeconds(), horizon -> new ArrayList<>())
                    .add(level);
        }
        double ofSignificant = Verdict.LEVEL * significant / Math.max(1, pAdjusted.length);
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
