package io.changelens.pipeline.effects;

import io.changelens.core.estimator.BlockedTimes;
import io.changelens.core.estimator.BlockedTimes.Interval;
import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.estimator.EffectEstimator;
import io.changelens.core.estimator.EffectQuestion;
import io.changelens.core.estimator.KpiSeries;
import io.changelens.schemas.OutcomeMinute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Effects computed at once over whole series in memory, with no thought of streams. */
final class SlowEffects {

    private static final int HISTORY = 21 * 1440;

    private final Map<String, OutcomeMinute> latest = new HashMap<>();
    private final long begin;

    /** Of a change that took five minutes and was live at that time. */
    SlowEffects(Collection<OutcomeMinute> outcomes, long live) {
        begin = live - HISTORY * 60_000L;
        for (OutcomeMinute o : outcomes) {
            latest.merge(
                    o.getService() + o.getCohort() + o.getMinute(),
                    o,
                    (a, b) -> a.getEvents() >= b.getEvents() ? a : b);
        }
    }

    /** The effect over a horizon in minutes. */
    EffectEstimate over(int horizon, int elapsed, List<Interval> blocked, String... names) {
        return over(0, horizon, elapsed, blocked, names);
    }

    /** The effect over minutes that begin some minutes after the change. */
    EffectEstimate over(int skipped, int horizon, int elapsed, List<Interval> blocked, String... names) {
        List<String> cohorts = List.of(names);
        int end = skipped + elapsed;
        KpiSeries treated = series(end, cohort -> cohorts.isEmpty() || cohorts.contains(cohort));
        KpiSeries comparison = cohorts.isEmpty() ? null : series(end, cohort -> !cohorts.contains(cohort));
        return EffectEstimator.estimate(
                treated,
                comparison,
                BlockedTimes.of(blocked),
                new EffectQuestion(HISTORY - 5, HISTORY + skipped, horizon, elapsed, 1440, EffectQuestion.PLACEBOS));
    }

    /** The same, where other changes are avoided if that leaves enough. */
    EffectEstimate avoiding(int horizon, List<Interval> changes, List<Interval> rest, String... cohorts) {
        List<Interval> all = new ArrayList<>(changes);
        all.addAll(rest);
        EffectEstimate first = over(horizon, horizon, all, cohorts);
        if (first.insufficient() == null || changes.isEmpty()) {
            return first;
        }
        EffectEstimate second = over(horizon, horizon, rest, cohorts);
        return second.insufficient() == null ? second : first;
    }

    private KpiSeries series(int elapsed, Predicate<String> cohort) {
        double[] above = new double[HISTORY + elapsed];
        double[] below = new double[HISTORY + elapsed];
        for (OutcomeMinute o : latest.values()) {
            long step = (o.getMinute().toEpochMilli() - begin) / 60_000;
            if (cohort.test(o.getCohort()) && step >= 0 && step < above.length) {
                above[(int) step] += o.getNumeratorMicros() / 1e6;
                below[(int) step] += o.getDenominatorMicros() / 1e6;
            }
        }
        return KpiSeries.ofRatio(above, below);
    }
}
