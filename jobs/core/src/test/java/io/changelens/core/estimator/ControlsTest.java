package io.changelens.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Generated KPIs that share what moves them, such as weather, beside a rhythm and noise of their own. */
class ControlsTest {

    private static final int DAY = 24;
    private static final int STEPS = 42 * DAY;
    private static final int HORIZON = 6;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record World(double[] values, List<double[]> others) {

        Controls controls() {
            return Controls.of(others.stream().map(KpiSeries::ofValues).toList());
        }
    }

    private static World world(long seed, double shared) {
        Random random = new Random(seed);
        double[] common = wander(random, 0.9, 0.05);
        List<double[]> all = new ArrayList<>();
        for (int k = 0; k < 11; k++) {
            double load = shared * (0.5 + random.nextDouble());
            double[] own = wander(random, 0.7, 0.03);
            double[] values = new double[STEPS];
            for (int i = 0; i < STEPS; i++) {
                values[i] = 100 * Math.exp(Math.sin(2 * Math.PI * i / DAY) + load * common[i] + own[i]);
            }
            all.add(values);
        }
        return new World(all.get(0), all.subList(1, all.size()));
    }

    private static double[] wander(Random random, double kept, double step) {
        double[] values = new double[STEPS];
        for (int i = 1; i < STEPS; i++) {
            values[i] = kept * values[i - 1] + step * random.nextGaussian();
        }
        return values;
    }

    private static EffectEstimate estimate(World world, int at, double effect, Controls controls) {
        double[] values = world.values().clone();
        for (int i = at; i < at + HORIZON; i++) {
            values[i] *= 1 + effect;
        }
        return EffectEstimator.estimate(
                KpiSeries.ofValues(values),
                null,
                controls,
                BlockedTimes.NONE,
                EffectQuestion.complete(at, at, HORIZON, DAY));
    }

    private static double called(double shared, double effect, boolean controlled) {
        int called = 0;
        int count = 0;
        for (int seed = 0; seed < 300; seed++) {
            World world = world(seed, shared);
            Controls controls = controlled ? world.controls() : Controls.NONE;
            for (int day = 22; day < 41; day += 3) {
                EffectEstimate estimate = estimate(world, day * DAY + 7 * day % DAY, effect, controls);
                called += estimate.p() <= EffectEstimator.ALPHA ? 1 : 0;
                count++;
            }
        }
        return (double) called / count;
    }

    /** Shares called changed with 0, +10 and +20 % injected; printed for docs/method.md. */
    private static double[] called(double shared, boolean controlled) {
        double[] called = {
            called(shared, 0, controlled), called(shared, 0.1, controlled), called(shared, 0.2, controlled)
        };
        System.out.printf(
                Locale.ROOT,
                "shared %.0f, %s: %.1f, %.1f, %.1f %%%n",
                shared,
                controlled ? "with controls" : "without",
                100 * called[0],
                100 * called[1],
                100 * called[2]);
        return called;
    }

    @Test
    void whatMovesOthersAsWellIsTakenOff() {
        double[] without = called(1, false);
        double[] with = called(1, true);
        assertThat(with[0]).isBetween(0.03, 0.07);
        assertThat(with[1]).isGreaterThan(without[1] + 0.05);
        assertThat(with[2]).isGreaterThan(without[2] + 0.15);
    }

    @Test
    void othersThatHaveNothingInCommonDoNoHarm() {
        double[] without = called(0, false);
        double[] with = called(0, true);
        assertThat(with[0]).isBetween(0.03, 0.07);
        assertThat(with[2]).isGreaterThan(without[2] - 0.05);
    }

    @Test
    void theMethodSaysThatControlsWereUsed() {
        World world = world(1, 1);
        int at = 35 * DAY + 3;
        assertThat(estimate(world, at, 0, world.controls()).method()).contains(EstimationStep.LESS_CONTROLS);
        assertThat(estimate(world, at, 0, Controls.NONE).method()).doesNotContain(EstimationStep.LESS_CONTROLS);
    }

    @Test
    void aMovementOfMostControlsIsACommonShock() {
        World world = world(1, 1);
        int at = 35 * DAY + 3;
        assertThat(estimate(world, at, 0, world.controls()).method()).doesNotContain(EstimationStep.COMMON_SHOCK);

        world.others().forEach(values -> {
            for (int i = at; i < at + HORIZON; i++) {
                values[i] *= 0.5;
            }
        });
        assertThat(estimate(world, at, 0, world.controls()).method()).contains(EstimationStep.COMMON_SHOCK);
        Controls few = Controls.of(
                world.others().subList(0, 4).stream().map(KpiSeries::ofValues).toList());
        assertThat(estimate(world, at, 0, few).method()).doesNotContain(EstimationStep.COMMON_SHOCK);
    }

    /** Rows are remembered for a question: another one must not get them. */
    @Test
    void controlsThatWereAskedBeforeAnswerAlike() {
        World world = world(2, 1);
        Controls asked = world.controls();
        for (int day = 30; day < 40; day++) {
            EffectEstimate fresh = estimate(world, day * DAY, 0.1, world.controls());
            assertThat(estimate(world, day * DAY, 0.1, asked)).isEqualTo(fresh);
            assertThat(estimate(world, day * DAY, 0.1, asked)).isEqualTo(fresh);
        }
    }
}
