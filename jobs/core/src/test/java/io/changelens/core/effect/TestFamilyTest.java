package io.changelens.core.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.changelens.core.catalog.KpiType;
import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.estimator.EffectEstimate.Difference;
import io.changelens.core.estimator.EffectEstimate.Levels;
import io.changelens.core.estimator.EffectEstimate.Sums;
import io.changelens.core.estimator.EstimationStep;
import io.changelens.core.estimator.Impact;
import io.changelens.core.estimator.Insufficient;
import io.changelens.core.estimator.Margins;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.OpenEnd;
import io.changelens.schemas.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class TestFamilyTest {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private static Effect effect(EffectEstimate estimate, long revision, Direction direction, double material) {
        return effect("rating", 3600, estimate, revision, direction, material);
    }

    private static Effect effect(
            String kpi, long horizon, EffectEstimate estimate, long revision, Direction direction, double material) {
        Exposure exposure = new Exposure(
                "player",
                "NORMAL",
                "",
                "SUCCEEDED",
                List.of(),
                direction,
                material,
                KpiType.RATIO,
                "UTC",
                List.of("learn"),
                1);
        return new Effect(
                "CH-1",
                new KpiKey("learn", kpi),
                horizon,
                exposure,
                0,
                0,
                3600,
                OpenEnd.TIME,
                EffectStatus.FINAL,
                estimate,
                List.of(),
                0,
                0,
                revision);
    }

    private static EffectEstimate estimate(double p, double low, double high) {
        return new EffectEstimate(
                null,
                List.of(EstimationStep.PLACEBO_REGRESSION),
                9,
                new Levels(1, 1),
                new Difference((low + high) / 2, low, high, p),
                new Sums(1, 1));
    }

    private static Effect effect(double p, long revision) {
        return effect(estimate(p, 0.1, 0.2), revision, Direction.HIGHER_IS_BETTER, 0.05);
    }

    private static Effect none(long revision) {
        return effect(
                EffectEstimate.insufficient(Insufficient.NEVER_VARIED.with()),
                revision,
                Direction.HIGHER_IS_BETTER,
                0.05);
    }

    @Test
    void pValuesAreAdjustedForTheEffectsThatHaveOne() {
        List<AdjustedEffect> rows =
                TestFamily.judge(List.of(effect(0.04, 1), none(2), effect(0.01, 3), effect(0.03, 4)));

        // Of three, the smallest is tripled; the second is 3/2 times 0.03, which is more than the third, 0.04.
        assertThat(rows.get(0).pAdjusted()).isCloseTo(0.04, within(1e-15));
        assertThat(rows.get(1).pAdjusted()).isEqualTo(1);
        assertThat(rows.get(2).pAdjusted()).isCloseTo(0.03, within(1e-15));
        assertThat(rows.get(3).pAdjusted()).isCloseTo(0.04, within(1e-15));
        assertThat(rows).extracting(AdjustedEffect::family).containsOnly(3);
    }

    @Test
    void verdictsAreOfTheAdjustedValues() {
        List<AdjustedEffect> rows = TestFamily.judge(List.of(effect(0.04, 1), effect(0.9, 2), none(3)));

        assertThat(rows)
                .extracting(AdjustedEffect::verdict)
                .containsExactly(Verdict.HARM_RULED_OUT, Verdict.HARM_RULED_OUT, Verdict.INSUFFICIENT_DATA);
        assertThat(rows.get(0).interval()).as("not significant, so 0 is in it").isEqualTo(new AdjustedInterval(0, 0.2));
        assertThat(TestFamily.judge(List.of(effect(0.04, 1))).get(0).verdict()).isEqualTo(Verdict.IMPROVED);
    }

    @Test
    void eachIsJudgedByItsOwnDirectionAndWhatMatters() {
        EffectEstimate more = estimate(0.01, 0.1, 0.2);
        EffectEstimate little = estimate(0.9, -0.1, 0.1);
        List<AdjustedEffect> rows = TestFamily.judge(List.of(
                effect(more, 1, Direction.HIGHER_IS_BETTER, 0.05),
                effect(more, 1, Direction.LOWER_IS_BETTER, 0.05),
                effect(little, 1, Direction.LOWER_IS_BETTER, 0.05),
                effect(little, 1, Direction.LOWER_IS_BETTER, 0.2)));

        assertThat(rows)
                .extracting(AdjustedEffect::verdict)
                .containsExactly(Verdict.IMPROVED, Verdict.DEGRADED, Verdict.INCONCLUSIVE, Verdict.NO_MATERIAL_EFFECT);
    }

    /** Estimates of KPIs at some horizons: normal, with a standard error of 1 %, some with an effect. */
    private static List<Effect> generated(Random random, int kpis, List<Long> horizons, double share) {
        List<Effect> effects = new ArrayList<>();
        for (int kpi = 0; kpi < kpis; kpi++) {
            for (long horizon : horizons) {
                double truth = random.nextDouble() < share ? 0.05 : 0;
                double error = 0.003 * (1 + random.nextInt(6));
                double residual = truth + error * random.nextGaussian();
                double p = 2 * NORMAL.survivalProbability(Math.abs(residual) / error);
                Margins margins = Margins.of(Margins.LEVELS.stream()
                        .map(level -> error * NORMAL.inverseSurvivalProbability(level / 2))
                        .toList());
                double margin = margins.at(0.05);
                EffectEstimate estimate = new EffectEstimate(
                        null,
                        List.of(EstimationStep.PLACEBO_REGRESSION),
                        9,
                        new Levels(1, truth),
                        new Difference(
                                Math.expm1(residual), Math.expm1(residual - margin), Math.expm1(residual + margin), p),
                        new Sums(1, 1),
                        Impact.NONE,
                        margins);
                effects.add(effect("kpi" + kpi, horizon, estimate, 1, Direction.HIGHER_IS_BETTER, 0.02));
            }
        }
        return effects;
    }

    @Property
    void verdictAndIntervalNeverContradictEachOther(@ForAll long seed) {
        Random random = new Random(seed);
        List<Effect> effects =
                generated(random, 1 + random.nextInt(8), List.of(3600L, 86_400L, 604_800L), random.nextDouble());
        for (AdjustedEffect row : TestFamily.judge(effects)) {
            double low = row.interval().low();
            double high = row.interval().high();
            boolean without0 = low > 0 || high < 0;
            assertThat(without0).isEqualTo(row.verdict().isSignificant());
            assertThat(row.pAdjusted() <= 0.05).isEqualTo(row.verdict().isSignificant());
            switch (row.verdict()) {
                case IMPROVED -> assertThat(low).isPositive();
                case DEGRADED -> assertThat(high).isNegative();
                case NO_MATERIAL_EFFECT ->
                    assertThat(low >= -0.02 && high <= 0.02).isTrue();
                case HARM_RULED_OUT -> assertThat(low >= -0.02 && high > 0.02).isTrue();
                case BENEFIT_RULED_OUT ->
                    assertThat(low < -0.02 && high <= 0.02).isTrue();
                default -> assertThat(low < -0.02 && high > 0.02).isTrue();
            }
        }
    }

    /** Of the intervals that a verdict rests on, at most one of twenty does not cover, in the mean over changes. */
    @Test
    void theFalseCoverageRateIsKept() {
        Random random = new Random(3);
        double rates = 0;
        int changes = 4000;
        for (int change = 0; change < changes; change++) {
            List<AdjustedEffect> selected = TestFamily.judge(generated(random, 6, List.of(86_400L), 0.2)).stream()
                    .filter(row -> row.verdict().isConclusive())
                    .toList();
            rates += selected.isEmpty()
                    ? 0
                    : (double) selected.stream().filter(row -> !covers(row)).count() / selected.size();
        }
        assertThat(rates / changes).isLessThan(0.05);
    }

    private static boolean covers(AdjustedEffect row) {
        double truth = Math.expm1(row.effect().estimate().observed());
        return row.interval().low() <= truth && truth <= row.interval().high();
    }

    @Test
    void theErrorLevelIsThatOfTheSelectedOnesAtTheHorizon() {
        Margins wide = Margins.of(Margins.LEVELS.stream()
                .map(level -> 0.1 * NORMAL.inverseSurvivalProbability(level / 2))
                .toList());
        Margins narrow = Margins.of(Margins.LEVELS.stream()
                .map(level -> 0.002 * NORMAL.inverseSurvivalProbability(level / 2))
                .toList());
        List<Effect> effects = new ArrayList<>();
        for (int kpi = 0; kpi < 4; kpi++) {
            EffectEstimate estimate = new EffectEstimate(
                    null,
                    List.of(EstimationStep.PLACEBO_REGRESSION),
                    9,
                    new Levels(1, 1),
                    new Difference(0, -0.01, 0.01, 1),
                    new Sums(1, 1),
                    Impact.NONE,
                    kpi < 2 ? narrow : wide);
            effects.add(effect("kpi" + kpi, 3600, estimate, 1, Direction.HIGHER_IS_BETTER, 0.02));
        }
        // Two of four are selected: 0.05 · 2 / 4 = 0.025.
        assertThat(TestFamily.judge(effects))
                .extracting(row -> row.interval().high())
                .containsExactly(
                        Math.expm1(narrow.at(0.025)),
                        Math.expm1(narrow.at(0.025)),
                        Math.expm1(wide.at(0.025)),
                        Math.expm1(wide.at(0.025)));
    }

    @Test
    void rowsAreInTheOrderGivenAndNumberedByAllRevisions() {
        List<Effect> effects = List.of(effect(0.5, 7), none(100), effect(0.1, 20));
        List<AdjustedEffect> rows = TestFamily.judge(effects);

        assertThat(rows).extracting(AdjustedEffect::effect).isEqualTo(effects);
        assertThat(rows).extracting(AdjustedEffect::revision).containsOnly(127L);
    }

    @Test
    void aFamilyMayBeEmptyOrWithoutAnEstimate() {
        assertThat(TestFamily.judge(List.of())).isEmpty();
        assertThat(TestFamily.judge(List.of(none(1))))
                .containsExactly(
                        new AdjustedEffect(none(1), 1, AdjustedInterval.NONE, 0, Verdict.INSUFFICIENT_DATA, true, 1));
    }

    /** One KPI with margins of 1 to 6 units, others beside it: narrow intervals weigh more, and each KPI as much as before. */
    @Property(tries = 50)
    void weightsAreInverseToMarginsAndHaveAMeanOfOneForEachKpi(@ForAll long seed) {
        Random random = new Random(seed);
        List<Effect> effects = generated(random, 3, List.of(900L, 3600L, 86_400L), 0.2);
        double[] weights = TestFamily.weights(effects);
        for (int kpi = 0; kpi < 3; kpi++) {
            double sum = 0;
            for (int i = 3 * kpi; i < 3 * kpi + 3; i++) {
                sum += weights[i];
                double margin = effects.get(i).estimate().margins().at(0.05);
                double first = effects.get(3 * kpi).estimate().margins().at(0.05);
                assertThat(weights[i] * margin).isCloseTo(weights[3 * kpi] * first, within(1e-9));
            }
            assertThat(sum).isCloseTo(3, within(1e-9));
        }
    }
}
