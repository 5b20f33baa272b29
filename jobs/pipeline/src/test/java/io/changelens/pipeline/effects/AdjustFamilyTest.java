package io.changelens.pipeline.effects;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.effect.AdjustedEffect;
import io.changelens.core.effect.Effect;
import io.changelens.core.effect.EffectStatus;
import io.changelens.core.effect.Verdict;
import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.estimator.EffectEstimate.Difference;
import io.changelens.core.estimator.EffectEstimate.Levels;
import io.changelens.core.estimator.EffectEstimate.Sums;
import io.changelens.core.estimator.EstimationStep;
import io.changelens.core.estimator.FalseDiscoveries;
import io.changelens.core.estimator.Insufficient;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.OpenEnd;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdjustFamilyTest {

    private static final long CLOSES = 1_000;

    private KeyedOneInputStreamOperatorTestHarness<String, Effect, AdjustedEffect> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Effect, AdjustedEffect> harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new AdjustFamily()), Effect::changeId, Types.STRING);
    }

    @AfterEach
    void nothingStays() throws Exception {
        harness.processWatermark(Long.MAX_VALUE);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
        harness.close();
    }

    private static Effect effect(String kpi, double p, long revision) {
        return effect(
                kpi,
                new EffectEstimate(
                        null,
                        List.of(EstimationStep.PLACEBO_REGRESSION),
                        99,
                        new Levels(1, 1.2),
                        new Difference(0.2, 0.1, 0.3, p),
                        new Sums(12, 10)),
                revision);
    }

    private static Effect effect(String kpi, EffectEstimate estimate, long revision) {
        return effect(kpi, 3600, estimate, revision);
    }

    private static Effect effect(String kpi, long horizon, EffectEstimate estimate, long revision) {
        return new Effect(
                "CH-1",
                new KpiKey("learn", kpi),
                horizon,
                EffectsFixture.exposure(),
                0,
                0,
                horizon * 1000,
                OpenEnd.TIME,
                EffectStatus.FINAL,
                estimate,
                List.of(),
                0,
                CLOSES,
                revision);
    }

    /** As the table keeps them. */
    private Map<String, AdjustedEffect> table() {
        Map<String, AdjustedEffect> table = new HashMap<>();
        for (AdjustedEffect row : harness.extractOutputValues()) {
            table.merge(row.effect().key().kpi(), row, (a, b) -> b.revision() >= a.revision() ? b : a);
        }
        return table;
    }

    @Test
    void allEffectsOfAChangeAreAdjustedTogether() throws Exception {
        harness.processElement(effect("a", 0.01, 1), 0);
        harness.processElement(effect("b", 0.04, 1), 0);
        harness.processElement(effect("c", 0.9, 1), 0);

        double[] adjusted = FalseDiscoveries.adjust(new double[] {0.01, 0.04, 0.9});
        assertThat(table().get("a").pAdjusted()).isEqualTo(adjusted[0]);
        assertThat(table().get("b").pAdjusted()).isEqualTo(adjusted[1]);
        assertThat(table().get("c").pAdjusted()).isEqualTo(adjusted[2]);
        assertThat(table().values()).extracting(AdjustedEffect::family).containsOnly(3);
    }

    @Test
    void whatHasNoEstimateIsNotAdjustedFor() throws Exception {
        harness.processElement(effect("a", 0.01, 1), 0);
        EffectEstimate nothing = EffectEstimate.insufficient(Insufficient.NEVER_VARIED.with());
        harness.processElement(effect("b", nothing, 1), 0);

        assertThat(table().get("a").family()).isEqualTo(1);
        assertThat(table().get("b").pAdjusted()).isEqualTo(1);
        assertThat(table().get("b").verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    }

    @Test
    void anOlderRowOfAnEffectChangesNothing() throws Exception {
        harness.processElement(effect("a", 0.01, 2), 0);
        harness.processElement(effect("a", 0.5, 1), 0);
        harness.processElement(effect("a", 0.01, 2), 0);

        assertThat(harness.extractOutputValues()).hasSize(1);
    }

    @Test
    void theLastRowsDoNotDependOnTheOrder() throws Exception {
        List<Effect> effects = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            effects.add(effect("k" + i, 0.5 / (1 + i), 3 + i));
            effects.add(effect("k" + i, 0.1 * i, 20 + i));
        }
        List<Map<String, AdjustedEffect>> tables = new ArrayList<>();
        for (long seed = 0; seed < 5; seed++) {
            nothingStays();
            open();
            Collections.shuffle(effects, new Random(seed));
            for (Effect effect : effects) {
                harness.processElement(effect, 0);
            }
            assertThat(harness.extractOutputValues())
                    .extracting(AdjustedEffect::revision)
                    .isSorted();
            harness.processWatermark(CLOSES);
            tables.add(table());
        }

        assertThat(tables).containsOnly(tables.get(0));
        assertThat(tables.get(0).values()).extracting(AdjustedEffect::revision).containsOnly(20L * 8 + 28);
    }

    private static EffectEstimate estimate(double p) {
        return new EffectEstimate(
                null,
                List.of(EstimationStep.PLACEBO_REGRESSION),
                99,
                new Levels(1, 1.2),
                new Difference(0.2, p <= 0.05 ? 0.1 : -0.1, 0.5, p),
                new Sums(12, 10));
    }

    private List<Long> headlines() {
        Map<Long, AdjustedEffect> table = new HashMap<>();
        harness.extractOutputValues().forEach(row -> table.put(row.effect().horizonSeconds(), row));
        return table.values().stream()
                .filter(AdjustedEffect::headline)
                .map(row -> row.effect().horizonSeconds())
                .toList();
    }

    @Test
    void theHeadlineMovesAsHorizonsComeAndChange() throws Exception {
        harness.processElement(effect("a", 3600, estimate(0.001), 1), 0);
        assertThat(headlines()).containsExactly(3600L);
        harness.processElement(effect("a", 86_400, estimate(0.9), 1), 0);
        assertThat(headlines())
                .as("inconclusive, and the shorter one is significant")
                .containsExactly(3600L);
        harness.processElement(effect("a", 86_400, estimate(0.001), 2), 0);
        assertThat(headlines()).containsExactly(86_400L);
        harness.processElement(effect("a", 86_400, estimate(0.9), 3), 0);
        harness.processElement(effect("a", 3600, estimate(0.9), 2), 0);
        assertThat(headlines()).as("none is significant any more").containsExactly(86_400L);
    }

    @Test
    void aRestoredFamilyGoesOn() throws Exception {
        harness.processElement(effect("a", 0.01, 1), 0);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.setup();
        harness.initializeState(state);
        harness.open();
        harness.processElement(effect("b", 0.04, 1), 0);

        assertThat(table().get("b").family()).isEqualTo(2);
    }
}
