package io.changelens.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.changelens.core.estimator.BlockedTimes.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One file: the cases share the generated worlds. */
class EffectEstimatorTest {

    private static final int DAY = 24;
    private static final int CHANGE = 32 * DAY + 10;
    private static final int HORIZON = 6;
    private static final EffectQuestion QUESTION = EffectQuestion.complete(CHANGE, CHANGE, HORIZON, DAY);

    @Test
    void findsTheEffectThatWasMultipliedIn() {
        double[] values = new Worlds(1).values(DAY, 40);
        multiply(values, CHANGE, CHANGE + HORIZON, 1.5);
        EffectEstimate estimate = estimate(values, QUESTION);
        assertThat(estimate.insufficient()).isNull();
        assertThat(estimate.p()).isLessThan(0.01);
        assertThat(0.5).isBetween(estimate.low(), estimate.high());
        assertThat(estimate.observed() / estimate.expected() - 1).isCloseTo(estimate.effect(), within(1e-12));
        assertThat(estimate.impact().range().impact())
                .isCloseTo(
                        (estimate.observed() - estimate.expected())
                                * estimate.sums().denominator(),
                        within(1e-9 * estimate.sums().numerator()));
        assertThat(estimate.placebos()).isGreaterThan(150);
    }

    @Test
    void multiplyingTheWindowMovesEffectAndIntervalByTheSameFactor() {
        double[] values = new Worlds(2).values(DAY, 40);
        EffectEstimate before = estimate(values, QUESTION);
        multiply(values, CHANGE, CHANGE + HORIZON, 1.2);
        EffectEstimate after = estimate(values, QUESTION);
        assertThat(1 + after.effect()).isCloseTo(1.2 * (1 + before.effect()), within(1e-9));
        assertThat(1 + after.low()).isCloseTo(1.2 * (1 + before.low()), within(1e-9));
        assertThat(1 + after.high()).isCloseTo(1.2 * (1 + before.high()), within(1e-9));
    }

    @Test
    void theUnitOfTheKpiDoesNotMatter() {
        double[] values = new Worlds(3).values(DAY, 40);
        EffectEstimate one = estimate(values, QUESTION);
        EffectEstimate thousand =
                estimate(Arrays.stream(values).map(v -> v * 1000).toArray(), QUESTION);
        assertThat(thousand.effect()).isCloseTo(one.effect(), within(1e-9));
        assertThat(thousand.p()).isCloseTo(one.p(), within(1e-9));
    }

    @Test
    void significantMeansThatTheIntervalLeavesZeroOut() {
        for (int seed = 0; seed < 60; seed++) {
            double[] values = new Worlds(seed).values(DAY, 40);
            multiply(values, CHANGE, CHANGE + HORIZON, 1 + 0.01 * seed);
            EffectEstimate e = estimate(values, QUESTION);
            assertThat(e.p() <= EffectEstimator.ALPHA).isEqualTo(e.low() > 0 || e.high() < 0);
        }
    }

    @Test
    void whatComesAfterTheWindowDoesNotMatter() {
        double[] values = new Worlds(4).values(DAY, 40);
        EffectEstimate before = estimate(values, QUESTION);
        multiply(values, CHANGE + HORIZON, values.length, 7);
        assertThat(estimate(values, QUESTION)).isEqualTo(before);
    }

    @Test
    void aComparisonTakesOutWhatMovesBoth() {
        double[] values = new Worlds(5).values(DAY, 40);
        double[] twin = new Worlds(5).values(DAY, 40);
        double[] wobble = new Worlds(6).values(DAY, 40);
        for (int i = 0; i < twin.length; i++) {
            twin[i] *= 1 + 0.02 * wobble[i] / 100;
        }
        multiply(values, CHANGE, CHANGE + HORIZON, 1.1 * 1.4);
        multiply(twin, CHANGE, CHANGE + HORIZON, 1.4);
        EffectEstimate estimate = EffectEstimator.estimate(
                KpiSeries.ofValues(values), KpiSeries.ofValues(twin), BlockedTimes.NONE, QUESTION);
        assertThat(estimate.method())
                .containsExactly(EstimationStep.PLACEBO_REGRESSION, EstimationStep.LESS_COMPARISON);
        assertThat(estimate.effect()).isCloseTo(0.1, within(0.02));
        assertThat(estimate.p()).isLessThan(0.05);
    }

    @Test
    void aChangeThatTookTimeIsComparedAroundThatTime() {
        double[] values = new Worlds(7).values(DAY, 40);
        multiply(values, CHANGE, CHANGE + 3, 0.01);
        multiply(values, CHANGE + 3, CHANGE + 3 + HORIZON, 1.6);
        EffectEstimate estimate = estimate(values, EffectQuestion.complete(CHANGE, CHANGE + 3, HORIZON, DAY));
        assertThat(0.6).isBetween(estimate.low(), estimate.high());
    }

    @Test
    void placebosAvoidBlockedTimes() {
        double[] values = new Worlds(8).values(DAY, 40);
        multiply(values, 20 * DAY, 22 * DAY, 30);
        BlockedTimes blocked = BlockedTimes.of(List.of(new Interval(20 * DAY, 22 * DAY)));
        EffectEstimate avoiding = EffectEstimator.estimate(KpiSeries.ofValues(values), null, blocked, QUESTION);
        EffectEstimate not = estimate(values, QUESTION);
        assertThat(avoiding.placebos()).isLessThan(not.placebos());
        assertThat(avoiding.high() - avoiding.low()).isLessThan(not.high() - not.low());
    }

    @Test
    void tooLittleHistoryIsInsufficient() {
        EffectEstimate estimate =
                estimate(new Worlds(9).values(DAY, 40), EffectQuestion.complete(4 * DAY, 4 * DAY, HORIZON, DAY));
        assertThat(estimate.insufficient()).isEqualTo(Insufficient.LITTLE_HISTORY.with("4.0", "4.8"));
        assertThat(estimate.p()).isEqualTo(1);
    }

    @Test
    void aHorizonLongerThanTheHistoryIsInsufficient() {
        EffectEstimate estimate =
                estimate(new Worlds(9).values(DAY, 40), EffectQuestion.complete(CHANGE, CHANGE, 7 * DAY, DAY));
        assertThat(estimate.insufficient().code()).isEqualTo(Insufficient.LITTLE_HISTORY.name());
    }

    @Test
    void aWindowBeforeItsFirstAnalysisIsInsufficient() {
        EffectQuestion question = new EffectQuestion(CHANGE, CHANGE, 80, 9, DAY, EffectQuestion.PLACEBOS);
        EffectEstimate estimate = estimate(new Worlds(9).values(DAY, 40), question);
        assertThat(estimate.insufficient()).isEqualTo(Insufficient.WINDOW_HARDLY_BEGUN.with());
        assertThat(estimate.method()).isEmpty();
    }

    @Test
    void aHistoryFullOfOtherInterventionsIsInsufficient() {
        EffectEstimate estimate = EffectEstimator.estimate(
                KpiSeries.ofValues(new Worlds(9).values(DAY, 40)),
                null,
                BlockedTimes.of(List.of(new Interval(0, CHANGE))),
                QUESTION);
        assertThat(estimate.insufficient()).isEqualTo(Insufficient.FEW_PLACEBOS.with());
    }

    @Test
    void aConstantKpiIsInsufficient() {
        double[] values = new double[40 * DAY];
        Arrays.fill(values, 3);
        assertThat(estimate(values, QUESTION).insufficient()).isEqualTo(Insufficient.NEVER_VARIED.with());
        Arrays.fill(values, 0);
        assertThat(estimate(values, QUESTION).insufficient()).isEqualTo(Insufficient.NEVER_VARIED.with());
    }

    @Test
    void aWindowWithoutDataIsInsufficient() {
        double[] values = new Worlds(10).values(DAY, 40);
        Arrays.fill(values, CHANGE, CHANGE + 4, Double.NaN);
        assertThat(estimate(values, QUESTION).insufficient()).isEqualTo(Insufficient.WINDOW_HALF_EMPTY.with());
    }

    @Test
    void aGapAWeekEarlierIsFilledByTheWeeksBefore() {
        double[] values = new Worlds(10).values(DAY, 40);
        EffectEstimate whole = estimate(values, QUESTION);
        Arrays.fill(values, CHANGE - 7 * DAY, CHANGE - 7 * DAY + 4, Double.NaN);
        EffectEstimate estimate = estimate(values, QUESTION);
        assertThat(estimate.insufficient()).isNull();
        assertThat(estimate.high() - estimate.low()).isGreaterThan(whole.high() - whole.low());
    }

    @Test
    void aGapInAllEarlierWeeksIsInsufficient() {
        double[] values = new Worlds(10).values(DAY, 40);
        for (int week = 1; week <= 4; week++) {
            Arrays.fill(values, CHANGE - week * 7 * DAY, CHANGE - week * 7 * DAY + 4, Double.NaN);
        }
        assertThat(estimate(values, QUESTION).method()).contains(EstimationStep.BASE_OF_DAYS);
        for (int day = 1; day <= 4; day++) {
            Arrays.fill(values, CHANGE - day * DAY, CHANGE - day * DAY + 4, Double.NaN);
        }
        assertThat(estimate(values, QUESTION).insufficient()).isEqualTo(Insufficient.NO_EARLIER_WEEKS.with());
    }

    @Test
    void aGapElsewhereInTheBaselineCostsPlacebosOnly() {
        double[] values = new Worlds(10).values(DAY, 40);
        EffectEstimate whole = estimate(values, QUESTION);
        Arrays.fill(values, 18 * DAY, 19 * DAY, Double.NaN);
        EffectEstimate estimate = estimate(values, QUESTION);
        assertThat(estimate.insufficient()).isNull();
        assertThat(estimate.placebos()).isBetween(whole.placebos() - 25, whole.placebos() - 5);
    }

    @Test
    void aKpiThatBecameNoisierIsJudgedByItsNoiseOrNotAtAll() {
        int worlds = 300;
        int called = 0;
        int unsettled = 0;
        for (int seed = 0; seed < worlds; seed++) {
            double[] values = new Worlds(seed).values(DAY, 40);
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = CHANGE - (2 + seed % 12) * DAY; i < values.length; i++) {
                values[i] *= Math.exp(0.5 * (random.nextDouble() - 0.5));
            }
            EffectEstimate estimate = estimate(values, QUESTION);
            called += estimate.p() <= EffectEstimator.ALPHA ? 1 : 0;
            unsettled += estimate.insufficient() != null
                            && estimate.insufficient().code().equals(Insufficient.UNSETTLED.name())
                    ? 1
                    : 0;
        }
        assertThat(called / (double) worlds).isLessThan(0.1);
        assertThat(unsettled / (double) worlds).isBetween(0.1, 0.9);
    }

    @Test
    void aJumpOfRareComplaintsIsFoundAndOrdinaryOnesAreNot() {
        double[] expected = new double[40 * DAY];
        Arrays.fill(expected, 0.05);
        double[] sessions = new double[expected.length];
        Arrays.fill(sessions, 1000);
        int worlds = 400;
        long called = IntStream.range(0, worlds)
                .filter(seed ->
                        ratio(new Worlds(seed).counts(expected), sessions).p() <= EffectEstimator.ALPHA)
                .count();
        assertThat(called / (double) worlds).isLessThan(0.07);
        double[] complaints = new Worlds(11).counts(expected);
        complaints[CHANGE + 2] = 70;
        EffectEstimate jump = ratio(complaints, sessions);
        assertThat(jump.p()).isLessThan(0.001);
        assertThat(jump.low()).isGreaterThan(1);
        assertThat(jump.method()).containsExactly(EstimationStep.PLACEBO_REGRESSION, EstimationStep.HALF_UNIT_ADDED);
    }

    @Test
    void valuesThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> KpiSeries.ofValues(new double[] {1, -2}))
                .hasMessage("value of step 1 is -2.0; it must be 0 or more");
        assertThatThrownBy(() -> KpiSeries.ofRatio(new double[] {1}, new double[] {Double.NaN}))
                .hasMessage("denominator of step 0 is NaN; it must be 0 or more");
        assertThatThrownBy(() -> KpiSeries.ofRatio(new double[] {1}, new double[] {}))
                .hasMessage("1 numerators, but 0 denominators");
        assertThatThrownBy(() -> EffectQuestion.complete(5, 4, 1, 24)).isInstanceOf(IllegalArgumentException.class);
        KpiSeries series = KpiSeries.ofValues(new double[10]);
        assertThatThrownBy(() ->
                        EffectEstimator.estimate(series, null, BlockedTimes.NONE, EffectQuestion.complete(8, 8, 3, 24)))
                .hasMessage("the window ends at step 11, but the series at 10");
    }

    @Test
    void noInputGivesAFigureThatIsNoNumber() {
        SplittableRandom random = new SplittableRandom(12);
        for (int round = 0; round < 300; round++) {
            double[] n = new double[30 * DAY];
            double[] d = new double[n.length];
            double share = random.nextDouble();
            double size = Math.exp(40 * random.nextDouble() - 20);
            for (int i = 0; i < n.length; i++) {
                n[i] = random.nextDouble() < share ? size * random.nextDouble() : 0;
                d[i] = random.nextDouble() < share ? random.nextDouble() * 10 : 0;
            }
            int at = random.nextInt(0, n.length - 30);
            EffectEstimate e = EffectEstimator.estimate(
                    KpiSeries.ofRatio(n, d),
                    null,
                    BlockedTimes.NONE,
                    EffectQuestion.complete(at, at + random.nextInt(3), random.nextInt(1, 27), DAY));
            assertThat(List.of(e.effect(), e.low(), e.high(), e.p(), e.expected(), e.observed()))
                    .as("round %d: %s", round, e)
                    .allMatch(Double::isFinite);
            assertThat(e.p()).isBetween(0.0, 1.0);
        }
    }

    @Test
    void lookingAgainAndAgainDoesNotMakeAChangeSignificant() {
        int day = 96;
        int horizon = 32;
        int changes = 600;
        long called = IntStream.range(0, changes)
                .parallel()
                .filter(seed -> {
                    double[] values = new Worlds(1000 + seed).values(day, 36);
                    int at = 34 * day + seed % day;
                    KpiSeries series = KpiSeries.ofValues(values);
                    return IntStream.rangeClosed(1, horizon)
                            .anyMatch(elapsed -> EffectEstimator.estimate(
                                                    series,
                                                    null,
                                                    BlockedTimes.NONE,
                                                    new EffectQuestion(at, at, horizon, elapsed, day, 300))
                                            .p()
                                    <= EffectEstimator.ALPHA);
                })
                .count();
        assertThat(called / (double) changes).isBetween(0.03, 0.065);
    }

    @Test
    void manyKpisWithoutAnEffectRarelyMakeAChangeSignificant() {
        int day = 96;
        int[] horizons = {1, 4, 24, 96, 672};
        int changes = 100;
        long called = IntStream.range(0, changes)
                .parallel()
                .filter(seed -> {
                    Worlds worlds = new Worlds(50_000 + seed);
                    double[] p = IntStream.range(0, 32)
                            .mapToObj(kpi -> KpiSeries.ofValues(worlds.values(day, 42)))
                            .flatMapToDouble(series -> Arrays.stream(horizons).mapToDouble(h -> {
                                int at = 35 * day - 3;
                                return EffectEstimator.estimate(
                                                series,
                                                null,
                                                BlockedTimes.NONE,
                                                new EffectQuestion(at, at, h, h, day, 300))
                                        .p();
                            }))
                            .toArray();
                    return Arrays.stream(FalseDiscoveries.adjust(p)).anyMatch(q -> q <= EffectEstimator.ALPHA);
                })
                .count();
        assertThat(called / (double) changes).isLessThanOrEqualTo(0.06);
    }

    private static EffectEstimate ratio(double[] numerators, double[] denominators) {
        return EffectEstimator.estimate(KpiSeries.ofRatio(numerators, denominators), null, BlockedTimes.NONE, QUESTION);
    }

    private static EffectEstimate estimate(double[] values, EffectQuestion question) {
        return EffectEstimator.estimate(KpiSeries.ofValues(values), null, BlockedTimes.NONE, question);
    }

    private static void multiply(double[] values, int from, int to, double factor) {
        for (int i = from; i < to; i++) {
            values[i] *= factor;
        }
    }
}
