package io.changelens.core.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.changelens.core.catalog.KpiType;
import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.estimator.EffectEstimate.Difference;
import io.changelens.core.estimator.EffectEstimate.Levels;
import io.changelens.core.estimator.EffectEstimate.Sums;
import io.changelens.core.estimator.EstimationStep;
import io.changelens.core.estimator.Insufficient;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.OpenEnd;
import io.changelens.schemas.Direction;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestFamilyTest {

    private static Effect effect(EffectEstimate estimate, long revision, Direction direction, double material) {
        Exposure exposure =
                new Exposure("player", "NORMAL", "", "SUCCEEDED", List.of(), direction, material, KpiType.RATIO, 1);
        return new Effect(
                "CH-1",
                new KpiKey("learn", "rating"),
                3600,
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
                .containsExactly(Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE, Verdict.INSUFFICIENT_DATA);
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
                .containsExactly(new AdjustedEffect(none(1), 1, 0, Verdict.INSUFFICIENT_DATA, true, 1));
    }
}
