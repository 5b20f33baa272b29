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

    private static List<EffectEstimate> estimates(int horizon, double injected) {
        return IntStream.range(0, SERIES)
                .parallel()
                .boxed()
                .flatMap(i -> estimates(i, horizon, injected))
                .filter(e -> e.insufficient() == null)
                .toList();
    }

    private static Stream<EffectEstimate> estimates(int seed, int horizon, double injected) {
        int hours = seed % 5 < 2 ? 700 : 960;
        HourlyWorlds worlds = new HourlyWorlds(seed);
        double[] values = seed % 2 == 0 ? worlds.load(hours) : worlds.visits(hours);
        SplittableRandom random = new SplittableRandom(seed);
        return random.ints(TIMES, horizon, hours - horizon + 1).mapToObj(at -> {
            double[] changed = Arrays.copyOf(values, at + horizon);
            for (int i = at; i < changed.length; i++) {
                changed[i] *= 1 + injected;
            }
            return EffectEstimator.estimate(
                    KpiSeries.ofValues(changed),
                    null,
                    BlockedTimes.NONE,
                    EffectQuestion.complete(at, at, horizon, DAY));
        });
    }

    private static double share(List<EffectEstimate> estimates, Predicate<EffectEstimate> what) {
        return estimates.stream().filter(what).count() / (double) estimates.size();
    }
}
