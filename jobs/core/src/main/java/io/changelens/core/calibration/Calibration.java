package io.changelens.core.calibration;

import io.changelens.core.estimator.Controls;
import io.changelens.core.estimator.EffectEstimator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Measures the false-positive rate, power and coverage of methods on recorded KPIs. Each trial takes a random time for
 * a change, with the KPI as recorded or with an effect injected: the numerators in the window after it are multiplied
 * by 1 + effect.
 *
 * @param horizons lengths of the observation window
 * @param injected relative effects, such as 0.1 for 10 % more; 0 measures false positives
 * @param draws which times are drawn
 * @param panel whether each KPI has all others as controls
 */
public record Calibration(List<Duration> horizons, List<Double> injected, Draws draws, boolean panel) {

    /** Levels at which significant trials are counted; the first one is that of verdicts. */
    static final List<Double> LEVELS = List.of(EffectEstimator.ALPHA, 0.01, 0.001);

    /**
     * Runs every trial on all processors. The result does not depend on the number of processors.
     *
     * @param kpis recorded KPIs
     * @param progress called after each KPI
     * @return one result for each method, horizon and injected effect
     */
    public List<CalibrationResult> run(List<RecordedKpi> kpis, Runnable progress) {
        List<Counts> byKpi = IntStream.range(0, kpis.size())
                .parallel()
                .mapToObj(i -> {
                    Counts counts = count(kpis, i);
                    synchronized (progress) {
                        progress.run();
                    }
                    return counts;
                })
                .toList();
        List<CalibrationResult> results = new ArrayList<>();
        for (Method method : Method.values()) {
            for (int h = 0; h < horizons.size(); h++) {
                for (int e = 0; e < injected.size(); e++) {
                    Tally sum = new Tally();
                    for (Counts counts : byKpi) {
                        sum.add(counts.of(method, h, e));
                    }
                    results.add(sum.result(method, horizons.get(h), injected.get(e)));
                }
            }
        }
        return results;
    }

    private Counts count(List<RecordedKpi> kpis, int index) {
        RecordedKpi kpi = kpis.get(index);
        Counts counts = new Counts(horizons.size(), injected.size());
        for (int h = 0; h < horizons.size(); h++) {
            SplittableRandom random = new SplittableRandom(draws.seed() * 1_000_003 + index * 1_009L + h);
            for (Trial trial : Trial.draw(kpi, kpi.steps(horizons.get(h)), draws, random)) {
                Controls controls = panel ? controls(kpis, index, trial) : Controls.NONE;
                for (int e = 0; e < injected.size(); e++) {
                    for (Method method : Method.values()) {
                        counts.of(method, h, e).count(method.judge(kpi, trial, injected.get(e), controls));
                    }
                }
            }
        }
        return counts;
    }

    private static Controls controls(List<RecordedKpi> kpis, int index, Trial trial) {
        RecordedKpi kpi = kpis.get(index);
        return Controls.of(IntStream.range(0, kpis.size())
                .filter(i -> i != index)
                .mapToObj(i -> kpis.get(i).over(kpi, trial.shown(), trial.at() + trial.horizon()))
                .filter(Objects::nonNull)
                .toList());
    }

    /** The tallies of one KPI, by method, horizon and injected effect. */
    private static final class Counts {
        private final Map<Method, Tally[][]> tallies = new EnumMap<>(Method.class);

        Counts(int horizons, int injected) {
            for (Method method : Method.values()) {
                Tally[][] table = new Tally[horizons][injected];
                for (Tally[] row : table) {
                    for (int i = 0; i < row.length; i++) {
                        row[i] = new Tally();
                    }
                }
                tallies.put(method, table);
            }
        }

        Tally of(Method method, int horizon, int injected) {
            return tallies.get(method)[horizon][injected];
        }
    }

    /** Counts of outcomes of trials. */
    private static final class Tally {
        private int evaluated;
        private int insufficient;
        private final int[] significant = new int[LEVELS.size()];
        private int withInterval;
        private int covering;
        private int shocks;
        private int shocksSignificant;

        void count(Optional<Method.Verdict> verdict) {
            if (verdict.isEmpty()) {
                insufficient++;
                return;
            }
            evaluated++;
            for (int level = 0; level < significant.length; level++) {
                significant[level] += verdict.get().p() <= LEVELS.get(level) ? 1 : 0;
            }
            if (verdict.get().shock()) {
                shocks++;
                shocksSignificant += verdict.get().p() <= EffectEstimator.ALPHA ? 1 : 0;
            }
            if (verdict.get().covers().isPresent()) {
                withInterval++;
                covering += (int) verdict.get().covers().getAsDouble();
            }
        }

        void add(Tally other) {
            evaluated += other.evaluated;
            insufficient += other.insufficient;
            for (int level = 0; level < significant.length; level++) {
                significant[level] += other.significant[level];
            }
            withInterval += other.withInterval;
            covering += other.covering;
            shocks += other.shocks;
            shocksSignificant += other.shocksSignificant;
        }

        CalibrationResult result(Method method, Duration horizon, double injected) {
            return CalibrationResult.of(
                    method,
                    horizon,
                    injected,
                    evaluated,
                    insufficient,
                    significant,
                    withInterval,
                    covering,
                    shocks,
                    shocksSignificant);
        }
    }
}
