package io.changelens.core.effect;

import io.changelens.core.estimator.FalseDiscoveries;
import java.util.ArrayList;
import java.util.List;

/** The effects of one change, whose p-values are adjusted together. */
public final class TestFamily {

    private TestFamily() {}

    private static boolean isTested(Effect effect) {
        return effect.estimate().insufficient() == null && effect.status() != EffectStatus.WITHDRAWN;
    }

    /**
     * Adjusts the p-values for their number, reaches the verdicts and marks the headline of each KPI. Effects without an
     * estimate and withdrawn ones are not counted.
     *
     * @param effects the latest row of each effect
     * @return a row for each, in the same order
     */
    public static List<AdjustedEffect> judge(List<Effect> effects) {
        List<Effect> tested = effects.stream().filter(TestFamily::isTested).toList();
        double[] adjusted = FalseDiscoveries.adjust(
                tested.stream().mapToDouble(e -> e.estimate().p()).toArray());
        long revision = effects.stream().mapToLong(Effect::revision).sum();
        List<AdjustedEffect> rows = new ArrayList<>();
        int next = 0;
        for (Effect effect : effects) {
            boolean withdrawn = effect.status() == EffectStatus.WITHDRAWN;
            double p = isTested(effect) ? adjusted[next++] : 1;
            Verdict verdict = withdrawn
                    ? Verdict.INSUFFICIENT_DATA
                    : Verdict.of(
                            effect.estimate(),
                            p,
                            effect.exposure().direction(),
                            effect.exposure().materialEffect());
            rows.add(new AdjustedEffect(effect, p, tested.size(), verdict, false, revision));
        }
        return HeadlineHorizon.mark(rows);
    }
}
