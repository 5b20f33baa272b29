package io.changelens.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the estimator does on hourly KPIs of four to six weeks, at random times. */
class HourlyKpisTest {

    private static final int DAY = 24;
    private static final int SERIES = 120;
    private static final int TIMES = 40;
    private static final int LEAST_HISTORY = 18 * DAY;

    @ParameterizedTest(name = "{0} hours")
    @CsvSource({"6, 0.43, 0.55", "24, 0.37, 0.56"})
    void levelPowerAndCoverageHold(int horizon, double tenPercentFound, double twentyPercentFound) {
        List<EffectEstimate> untouched = estimates(horizon, 0);
        List<EffectEstimate> ten = estimates(horizon, 0.1);
        assertThat(share(untouched, e -> e.p() <= EffectEstimator.ALPHA)).isBetween(0.03, 0.065);
        assertThat(share(ten, e -> e.p() <= EffectEstimator.ALPHA)).isGreaterThan(tenPercentFound);
        assertThat(share(estimates(horizon, 0.2), e -> e.p() <= EffectEstimator.ALPHA))
                .isGreaterThan(twentyPercentFound);
        assertThat(share(ten, e -> e.low() <= 0.1 && 0.1 <= e.high())).isBetween(0.92, 0.97);
    }

    /** Before weeks are known, the base is that of earlier days. */
    @ParameterizedTest(name = "{0} hours after {1} days")
    @CsvSource({"6, 5, 0.3", "6, 7, 0.35", "24, 10, 0.25"})
    void aShortHistoryIsJudgedByDays(int horizon, int days, double twentyPercentFound) {
        List<EffectEstimate> untouched = afterDays(horizon, days, 0);
        assertThat(untouched).hasSizeGreaterThan(SERIES * TIMES * 9 / 10);
        assertThat(untouched).allMatch(e -> e.method().contains(EstimationStep.BASE_OF_DAYS));
        assertThat(share(untouched, e -> e.p() <= EffectEstimator.ALPHA)).isBetween(0.015, 0.065);
        assertThat(share(afterDays(horizon, days, 0.2), e -> e.p() <= EffectEstimator.ALPHA))
                .isGreaterThan(twentyPercentFound);
    }

    private static List<EffectEstimate> afterDays(int horizon, int days, double injected) {
        return IntStream.range(0, SERIES)
                .parallel()
                .boxed()
                .flatMap(seed -> {
                    double[] values = values(seed);
                    return new SplittableRandom(seed)
                            .ints(TIMES, days * DAY, values.length - horizon + 1)
                            .mapToObj(at -> estimate(
                                    Arrays.copyOfRange(values, at - days * DAY, at + horizon),
                                    days * DAY,
                                    horizon,
                                    injected));
                })
                .filter(e -> e.insufficient() == null)
                .toList();
    }

    private static List<EffectEstimate> estimates(int horizon, double injected) {
        return IntStream.range(0, SERIES)
                .parallel()
                .boxed()
                .flatMap(i -> estimates(i, horizon, injected))
                .filter(e -> e.insufficient() == null)
                .toList();
    }

    private static Stream<EffectEstimate> estimates(int seed, int horizon, double injected) {
        double[] values = values(seed);
        return new SplittableRandom(seed)
                .ints(TIMES, LEAST_HISTORY, values.length - horizon + 1)
                .mapToObj(at -> estimate(Arrays.copyOf(values, at + horizon), at, horizon, injected));
    }

    private static double[] values(int seed) {
        int hours = seed % 5 < 2 ? 700 : 960;
        HourlyWorlds worlds = new HourlyWorlds(seed);
        return seed % 2 == 0 ? worlds.load(hours) : worlds.visits(hours);
    }

    /** Changes the given values. */
    private static EffectEstimate estimate(double[] values, int at, int horizon, double injected) {
        for (int i = at; i < values.length; i++) {
            values[i] *= 1 + injected;
        }
        return EffectEstimator.estimate(
                KpiSeries.ofValues(values), null, BlockedTimes.NONE, EffectQuestion.complete(at, at, horizon, DAY));
    }

    private static double share(List<EffectEstimate> estimates, Predicate<EffectEstimate> what) {
        return estimates.stream().filter(what).count() / (double) estimates.size();
    }
}
