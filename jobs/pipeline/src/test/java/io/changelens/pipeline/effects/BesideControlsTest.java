package io.changelens.pipeline.effects;

import static io.changelens.pipeline.effects.EffectsFixture.BEGIN;
import static io.changelens.pipeline.effects.EffectsFixture.DAY;
import static io.changelens.pipeline.effects.EffectsFixture.HOUR;
import static io.changelens.pipeline.effects.EffectsFixture.LIVE;
import static io.changelens.pipeline.effects.EffectsFixture.MINUTE;
import static io.changelens.pipeline.effects.EffectsFixture.change;
import static io.changelens.pipeline.effects.EffectsFixture.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.changelens.core.effect.ControlHour;
import io.changelens.core.effect.Effect;
import io.changelens.core.effect.EffectStatus;
import io.changelens.core.estimator.BlockedTimes;
import io.changelens.core.estimator.Controls;
import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.estimator.EffectEstimator;
import io.changelens.core.estimator.EffectQuestion;
import io.changelens.core.estimator.EstimationStep;
import io.changelens.core.estimator.KpiSeries;
import io.changelens.core.kpi.KpiHour;
import io.changelens.core.kpi.KpiKey;
import io.changelens.pipeline.config.Settings;
import io.changelens.schemas.OutcomeMinute;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Effects on a KPI that moves with three KPIs of other value streams, and does not with those of its own. */
class BesideControlsTest {

    private static final Settings SETTINGS = EffectsFixture.settings(Duration.ofHours(1));
    private static final int HISTORY = 21 * 1440;
    private static final long END = LIVE + 6 * HOUR;
    /** The hour of the last minute of the window is closed an hour for lateness and another one after its end. */
    private static final long CLOSED = LIVE + 3 * HOUR;

    private static final List<KpiKey> OTHERS =
            List.of(new KpiKey("b", "x"), new KpiKey("c", "x"), new KpiKey("c", "y"), new KpiKey("learn", "z"));

    private final List<OutcomeMinute> own = new ArrayList<>();
    private final double[][] numerators = new double[OTHERS.size()][(int) ((END - BEGIN) / MINUTE)];
    private final double[][] denominators = new double[OTHERS.size()][(int) ((END - BEGIN) / MINUTE)];

    BesideControlsTest() {
        Random random = new Random(11);
        double common = 0;
        for (int minute = 0; minute < numerators[0].length; minute++) {
            common = 0.97 * common + 0.03 * random.nextGaussian();
            double share = 1 / (1 + Math.exp(-1 - 4 * common));
            own.add(outcome("player", "all", BEGIN + minute * MINUTE, of(200, share, random), 200));
            for (int k = 0; k < OTHERS.size(); k++) {
                denominators[k][minute] = 100.0 + random.nextInt(50);
                // That of the value stream itself is the KPI once more, which would explain everything.
                boolean reached = OTHERS.get(k).valueStream().equals("learn");
                numerators[k][minute] = reached
                        ? denominators[k][minute] * own.get(minute).getNumeratorMicros() / 200e6
                        : of((long) denominators[k][minute], share, random);
            }
        }
    }

    private static long of(long events, double share, Random random) {
        double deviation = Math.sqrt(events * share * (1 - share));
        return Math.max(0, Math.min(events, Math.round(events * share + deviation * random.nextGaussian())));
    }

    private List<ControlHour> hours() {
        List<ControlHour> hours = new ArrayList<>();
        for (int first = 0; first + 60 <= numerators[0].length; first += 60) {
            for (int k = 0; k < OTHERS.size(); k++) {
                KpiHour sums = KpiHour.empty();
                for (int i = 0; i < 60; i++) {
                    sums.numerators()[i] = Math.round(1e6 * numerators[k][first + i]);
                    sums.denominators()[i] = Math.round(1e6 * denominators[k][first + i]);
                }
                hours.add(ControlHour.of(OTHERS.get(k), BEGIN + first * MINUTE, sums));
            }
        }
        return hours;
    }

    /** Asked once about whole series; the sums of a quarter of an hour are spread evenly over its minutes. */
    private EffectEstimate expected() {
        int begin = (int) ((LIVE - BEGIN) / MINUTE) - HISTORY;
        List<KpiSeries> controls = new ArrayList<>();
        for (int k = 0; k < OTHERS.size(); k++) {
            if (!OTHERS.get(k).valueStream().equals("learn")) {
                controls.add(KpiSeries.ofRatio(spread(numerators[k], begin), spread(denominators[k], begin)));
            }
        }
        double[] above = new double[HISTORY + 60];
        double[] below = new double[HISTORY + 60];
        for (int i = 0; i < above.length; i++) {
            above[i] = own.get(begin + i).getNumeratorMicros() / 1e6;
            below[i] = own.get(begin + i).getDenominatorMicros() / 1e6;
        }
        return EffectEstimator.estimate(
                KpiSeries.ofRatio(above, below),
                null,
                Controls.of(controls),
                BlockedTimes.NONE,
                new EffectQuestion(HISTORY - 5, HISTORY, 60, 60, 1440, EffectQuestion.PLACEBOS));
    }

    private static double[] spread(double[] minutes, int begin) {
        double[] spread = new double[HISTORY + 60];
        for (int i = 0; i < spread.length; i++) {
            int quarter = (begin + i) / 15 * 15;
            for (int j = 0; j < 15; j++) {
                spread[i] += minutes[quarter + j] / 15;
            }
        }
        return spread;
    }

    private static void assertEqual(EffectEstimate estimate, EffectEstimate expected) {
        assertThat(estimate.method()).isEqualTo(expected.method());
        assertThat(estimate.effect()).isCloseTo(expected.effect(), within(1e-9));
        assertThat(estimate.low()).isCloseTo(expected.low(), within(1e-9));
        assertThat(estimate.high()).isCloseTo(expected.high(), within(1e-9));
        assertThat(estimate.p()).isCloseTo(expected.p(), within(1e-9));
    }

    private void tellAll(EffectsHarness harness) throws Exception {
        for (OutcomeMinute outcome : own) {
            harness.count(outcome);
        }
        harness.tell(change("CH-1", LIVE));
        for (ControlHour hour : hours()) {
            harness.close(hour);
        }
    }

    private static Effect last(List<Effect> rows) {
        return rows.get(rows.size() - 1);
    }

    @Test
    void aFullWindowIsEstimatedAgainBesideTheKpisThatTheChangeDoesNotReach() throws Exception {
        try (EffectsHarness harness = new EffectsHarness(SETTINGS, 1, 0)) {
            harness.open();
            tellAll(harness);
            harness.watermark(CLOSED - 1);
            Effect alone = last(harness.extractOutputValues());
            harness.watermark(CLOSED);
            Effect beside = last(harness.extractOutputValues());

            assertThat(alone.status()).isEqualTo(EffectStatus.FINAL);
            assertThat(alone.estimate().method()).doesNotContain(EstimationStep.LESS_CONTROLS);
            assertThat(beside.status()).isEqualTo(EffectStatus.REVISED);
            assertThat(beside.revision()).isGreaterThan(alone.revision());
            assertThat(beside.estimate().method()).contains(EstimationStep.LESS_CONTROLS);
            assertThat(beside.estimate().high() - beside.estimate().low())
                    .isLessThan(
                            0.8 * (alone.estimate().high() - alone.estimate().low()));
            assertEqual(beside.estimate(), expected());
        }
    }

    @Test
    void outcomesThatComeLaterAreReadBesideTheControlsToo() throws Exception {
        try (EffectsHarness harness = new EffectsHarness(SETTINGS, 1, 0)) {
            harness.open();
            tellAll(harness);
            harness.watermark(CLOSED);
            OutcomeMinute late = new OutcomeMinute(
                    EffectsFixture.KEY.valueStream(),
                    EffectsFixture.KEY.kpi(),
                    "",
                    "",
                    Instant.ofEpochMilli(LIVE + 5 * MINUTE),
                    0L,
                    50_000_000L,
                    1L,
                    1L,
                    false);
            harness.count(late);
            harness.watermark(CLOSED + MINUTE);

            int at = (int) ((LIVE + 5 * MINUTE - BEGIN) / MINUTE);
            own.set(at, outcome("player", "all", LIVE + 5 * MINUTE, own.get(at).getNumeratorMicros() / 1_000_000, 250));
            assertThat(harness.extractOutputValues()).hasSize(3);
            assertEqual(last(harness.extractOutputValues()).estimate(), expected());
        }
    }

    @Test
    void whatArrivesTogetherEndsInTheSameRow() throws Exception {
        try (EffectsHarness harness = new EffectsHarness(SETTINGS, 1, 0)) {
            harness.open();
            tellAll(harness);
            harness.watermark(LIVE + 30 * DAY);

            assertEqual(last(harness.extractOutputValues()).estimate(), expected());
        }
    }

    @Test
    void aRestartWithAnotherParallelismKeepsTheControls() throws Exception {
        OperatorSubtaskState state;
        try (EffectsHarness harness = new EffectsHarness(SETTINGS, 1, 0)) {
            harness.open();
            tellAll(harness);
            harness.watermark(CLOSED - 1);
            state = harness.snapshot(1, 1);
        }
        List<Effect> rows = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            try (EffectsHarness restored = new EffectsHarness(SETTINGS, 2, subtask)) {
                restored.setup();
                restored.initializeState(
                        AbstractStreamOperatorTestHarness.repartitionOperatorState(state, 8, 1, 2, subtask));
                restored.open();
                restored.watermark(CLOSED);
                rows.addAll(restored.extractOutputValues());
            }
        }

        assertThat(rows).hasSize(1);
        assertEqual(rows.get(0).estimate(), expected());
    }

    private static OutcomeMinute minuteOf(String service, long minute, long events) {
        OutcomeMinute outcome = outcome(service, service.isEmpty() ? "" : "all", minute, events, events);
        outcome.setValueStream("b");
        return outcome;
    }

    @Test
    void anHourIsEmittedOnceWithItsSumsWhenItCloses() throws Exception {
        try (var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new CloseControlHours(SETTINGS)),
                (OutcomeMinute o) -> new KpiKey(o.getValueStream(), o.getKpi()),
                TypeInformation.of(KpiKey.class))) {
            harness.open();
            List<OutcomeMinute> minutes = new ArrayList<>(List.of(
                    minuteOf("web", BEGIN, 3),
                    minuteOf("web", BEGIN + 14 * MINUTE, 4),
                    minuteOf("api", BEGIN + 15 * MINUTE, 5),
                    minuteOf("api", BEGIN + 15 * MINUTE, 6),
                    // Of the whole value stream, as those of availability are: an incident may revise it for days.
                    minuteOf("", BEGIN + HOUR, 1)));
            Collections.shuffle(minutes, new Random(1));
            for (OutcomeMinute minute : minutes) {
                harness.processElement(new StreamRecord<>(minute, 0));
            }
            harness.processWatermark(BEGIN + 3 * HOUR - 1);
            assertThat(harness.extractOutputValues()).isEmpty();
            harness.processWatermark(BEGIN + 3 * HOUR);
            harness.processElement(new StreamRecord<>(minuteOf("web", BEGIN, 9), 0));
            harness.processWatermark(BEGIN + DAY);

            assertThat(harness.extractOutputValues()).hasSize(1);
            ControlHour hour = harness.extractOutputValues().get(0);
            assertThat(hour.hour()).isEqualTo(BEGIN);
            assertThat(hour.numerators()).containsExactly(7_000_000, 6_000_000, 0, 0);
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }
}
