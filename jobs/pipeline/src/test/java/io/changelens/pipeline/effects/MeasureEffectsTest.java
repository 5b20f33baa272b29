package io.changelens.pipeline.effects;

import static io.changelens.pipeline.effects.EffectsFixture.BEGIN;
import static io.changelens.pipeline.effects.EffectsFixture.DAY;
import static io.changelens.pipeline.effects.EffectsFixture.HOUR;
import static io.changelens.pipeline.effects.EffectsFixture.LIVE;
import static io.changelens.pipeline.effects.EffectsFixture.MINUTE;
import static io.changelens.pipeline.effects.EffectsFixture.change;
import static io.changelens.pipeline.effects.EffectsFixture.exposure;
import static io.changelens.pipeline.effects.EffectsFixture.incident;
import static io.changelens.pipeline.effects.EffectsFixture.outcome;
import static io.changelens.pipeline.effects.EffectsFixture.outcomes;
import static io.changelens.pipeline.effects.EffectsFixture.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.effect.AdjustedEffect;
import io.changelens.core.effect.Effect;
import io.changelens.core.effect.EffectStatus;
import io.changelens.core.effect.Intervention;
import io.changelens.core.effect.TestFamily;
import io.changelens.core.effect.Verdict;
import io.changelens.core.estimator.BlockedTimes.Interval;
import io.changelens.core.estimator.Insufficient;
import io.changelens.core.time.OpenEnd;
import io.changelens.schemas.OutcomeMinute;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One file: the cases are steps of one history on one harness. */
class MeasureEffectsTest {

    private static final long END = LIVE + 3 * HOUR;
    private static final int LIVE_STEP = 21 * 1440;

    private final List<OutcomeMinute> all = new ArrayList<>();
    private EffectsHarness harness;

    @BeforeEach
    void open() throws Exception {
        harness = new EffectsHarness();
        harness.open();
    }

    @AfterEach
    void nothingStays() throws Exception {
        watermark(Long.MAX_VALUE - 1);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
        harness.close();
    }

    private void watermark(long time) throws Exception {
        harness.watermark(time);
    }

    private void count(List<OutcomeMinute> outcomes) throws Exception {
        for (OutcomeMinute outcome : outcomes) {
            all.add(outcome);
            harness.count(outcome);
        }
    }

    private void tell(Intervention intervention) throws Exception {
        harness.tell(intervention);
    }

    private List<Effect> rows(long horizonMinutes) {
        return harness.extractOutputValues().stream()
                .filter(e -> e.horizonSeconds() == horizonMinutes * 60)
                .toList();
    }

    private Effect last(long horizonMinutes) {
        List<Effect> rows = rows(horizonMinutes);
        return rows.get(rows.size() - 1);
    }

    private SlowEffects slow() {
        return new SlowEffects(all, LIVE);
    }

    @Test
    void anEffectIsLookedAtInEighthsAndIsFinalWhenItsWindowIsFull() throws Exception {
        count(outcomes(1, BEGIN, END));
        watermark(LIVE - MINUTE);
        tell(change("CH-1", LIVE));
        for (long time = LIVE; time <= LIVE + 16 * MINUTE; time += MINUTE) {
            watermark(time);
        }

        assertThat(rows(16))
                .extracting(e -> (e.windowEnd() - LIVE) / MINUTE)
                .containsExactly(2L, 4L, 6L, 8L, 10L, 12L, 14L, 16L);
        assertThat(rows(16)).extracting(Effect::status).endsWith(EffectStatus.PROVISIONAL, EffectStatus.FINAL);
        assertThat(rows(16)).extracting(Effect::revision).isSorted().doesNotHaveDuplicates();
        assertThat(rows(16).get(3).estimate()).isEqualTo(slow().over(16, 8, List.of()));
        assertThat(last(16).estimate()).isEqualTo(slow().over(16, 16, List.of()));
        assertThat(last(16).confounders()).isEmpty();
    }

    @Test
    void aWindowIsFullNoSooner() throws Exception {
        count(outcomes(1, BEGIN, END));
        tell(change("CH-1", LIVE));
        watermark(LIVE + 16 * MINUTE - 1);

        assertThat(rows(16)).extracting(Effect::status).containsOnly(EffectStatus.PROVISIONAL);
    }

    @Test
    void aClockThatLeapsStillClosesEveryWindowAndLeavesOutTheLooksItPassed() throws Exception {
        count(outcomes(1, BEGIN, END));
        tell(change("CH-1", LIVE));
        watermark(LIVE + 30 * DAY);

        assertThat(rows(16)).extracting(Effect::status).containsExactly(EffectStatus.FINAL);
        assertThat(rows(60)).extracting(Effect::status).containsExactly(EffectStatus.FINAL);
        assertThat(last(60).estimate()).isEqualTo(slow().over(60, 60, List.of()));
    }

    @Test
    void outcomesThatComeLateReviseAnEffectOnce() throws Exception {
        count(outcomes(1, BEGIN, END));
        tell(change("CH-1", LIVE));
        watermark(LIVE + HOUR);
        count(List.of(outcome("player", "a", LIVE + MINUTE, 1, 500)));
        count(List.of(outcome("player", "b", LIVE + MINUTE, 1, 500)));
        watermark(LIVE + HOUR + MINUTE);

        assertThat(last(60).status()).isEqualTo(EffectStatus.REVISED);
        assertThat(rows(60)).extracting(Effect::status).containsOnlyOnce(EffectStatus.REVISED);
        assertThat(last(60).estimate()).isEqualTo(slow().over(60, 60, List.of()));
    }

    /** An incident may become known hours later. It revises minutes whose hour has long closed. */
    @Test
    void aMinuteOfTheWholeValueStreamInAClosedHourRevisesAllThatReadIt() throws Exception {
        count(outcomes(1, BEGIN, END));
        tell(change("CH-1", LIVE));
        watermark(LIVE + 2 * HOUR);
        count(List.of(outcome("", "", LIVE - 4 * HOUR, 1, 5_000)));
        watermark(LIVE + 2 * HOUR + MINUTE);

        assertThat(last(60).status()).isEqualTo(EffectStatus.REVISED);
        assertThat(last(60).estimate()).isEqualTo(slow().over(60, 60, List.of()));
        assertThat(last(16).estimate()).isEqualTo(slow().over(16, 16, List.of()));
    }

    @Test
    void aCopyAndAnOlderRevisionChangeNothing() throws Exception {
        count(outcomes(1, BEGIN, END));
        tell(change("CH-1", LIVE));
        watermark(LIVE + HOUR);
        int before = harness.extractOutputValues().size();
        count(List.copyOf(all));
        count(List.of(outcome("player", "a", LIVE + MINUTE, 1, 1)));
        tell(change("CH-1", LIVE));
        watermark(LIVE + 2 * HOUR);

        assertThat(harness.extractOutputValues()).hasSize(before);
    }

    @Test
    void aMinuteThatIsClosedIsNotRevised() throws Exception {
        count(outcomes(1, BEGIN, END));
        tell(change("CH-1", LIVE));
        watermark(LIVE + 4 * HOUR);
        int before = harness.extractOutputValues().size();
        harness.count(outcome("player", "a", LIVE + MINUTE, 1, 500));
        watermark(LIVE + 5 * HOUR);

        assertThat(harness.extractOutputValues()).hasSize(before);
    }

    @Test
    void aChangeThatIsReportedLateIsFinalAtOnceAndConfoundsTheOthers() throws Exception {
        count(outcomes(1, BEGIN, END));
        tell(change("CH-1", LIVE));
        watermark(LIVE + 2 * HOUR);
        tell(change("CH-2", LIVE + 10 * MINUTE));
        watermark(LIVE + 2 * HOUR + MINUTE);

        List<Effect> late = harness.extractOutputValues().stream()
                .filter(e -> e.changeId().equals("CH-2"))
                .toList();
        assertThat(late).hasSize(2).extracting(Effect::status).containsOnly(EffectStatus.FINAL);
        assertThat(late.get(0).confounders()).containsExactly("change:CH-1");
        Effect revised = harness.extractOutputValues().stream()
                .filter(e -> e.changeId().equals("CH-1") && e.status() == EffectStatus.REVISED)
                .findFirst()
                .orElseThrow();
        assertThat(revised.confounders()).containsExactly("change:CH-2");
    }

    @Test
    void twoChangesThatOverlapAvoidEachOther() throws Exception {
        count(outcomes(1, BEGIN, END));
        tell(change("CH-0", LIVE - 2 * DAY));
        tell(change("CH-1", LIVE));
        tell(change("CH-2", LIVE + 5 * MINUTE));
        watermark(LIVE + 2 * HOUR);

        Effect effect = harness.extractOutputValues().stream()
                .filter(e -> e.changeId().equals("CH-1") && e.horizonSeconds() == 3600)
                .findFirst()
                .orElseThrow();
        assertThat(effect.confounders()).containsExactly("change:CH-2");
        assertThat(effect.estimate())
                .isEqualTo(slow().over(
                                60,
                                60,
                                List.of(
                                        new Interval(LIVE_STEP, LIVE_STEP + 60),
                                        new Interval(LIVE_STEP - 2885, LIVE_STEP - 2820))));
    }

    @Test
    void aRollbackEndsTheExposureAndClosesTheWindow() throws Exception {
        count(outcomes(1, BEGIN, END));
        tell(change("CH-1", LIVE));
        watermark(LIVE + 25 * MINUTE);
        tell(change("CH-1", 3, LIVE, LIVE + 20 * MINUTE, "", exposure()));
        watermark(LIVE + 26 * MINUTE);

        assertThat(last(60).status()).isEqualTo(EffectStatus.FINAL);
        assertThat(last(60).exposedUntil()).isEqualTo(LIVE + 20 * MINUTE);
        assertThat(last(60).estimate()).isEqualTo(slow().over(20, 20, List.of()));
        assertThat(last(16).exposedUntil()).isEqualTo(OpenEnd.TIME);
        assertThat(rows(60)).extracting(Effect::revision).isSorted();
    }

    @Test
    void aChangeThatRollsBackAnotherEndsItToo() throws Exception {
        count(outcomes(1, BEGIN, END));
        tell(change("CH-1", LIVE));
        watermark(LIVE + 2 * HOUR);
        tell(change("CH-2", 2, LIVE + 30 * MINUTE, OpenEnd.TIME, "CH-1", exposure()));
        Intervention before = change("CH-1", LIVE);
        tell(change("CH-1", before.revision(), LIVE, LIVE + 30 * MINUTE, "", before.exposure()));
        watermark(LIVE + 2 * HOUR + MINUTE);

        Effect revised = harness.extractOutputValues().stream()
                .filter(e -> e.changeId().equals("CH-1") && e.exposedUntil() != OpenEnd.TIME)
                .findFirst()
                .orElseThrow();
        assertThat(revised.status()).isEqualTo(EffectStatus.REVISED);
        assertThat(revised.exposedUntil()).isEqualTo(LIVE + 30 * MINUTE);
        assertThat(revised.confounders()).isEmpty();
    }

    @Test
    void aChangeThatWasTakenBackHasNoEffectAnyMore() throws Exception {
        count(outcomes(1, BEGIN, END));
        tell(change("CH-1", LIVE));
        watermark(LIVE + 2 * HOUR);
        Intervention known = change("CH-1", LIVE);
        tell(new Intervention(
                known.key(), known.kind(), known.id(), known.revision() + 1, LIVE, LIVE, LIVE, true, "", null));
        watermark(LIVE + 3 * HOUR);

        assertThat(last(60).status()).isEqualTo(EffectStatus.WITHDRAWN);
        assertThat(last(16).status()).isEqualTo(EffectStatus.WITHDRAWN);
        assertThat(rows(60)).extracting(Effect::revision).isSorted();
        assertThat(TestFamily.judge(List.of(last(60))))
                .singleElement()
                .extracting(AdjustedEffect::verdict, AdjustedEffect::family)
                .containsExactly(Verdict.INSUFFICIENT_DATA, 0);
    }

    @Test
    void aChangeThatIsPlacedAgainIsMeasuredAgain() throws Exception {
        count(outcomes(1, BEGIN, END));
        Intervention known = change("CH-1", LIVE);
        tell(known);
        watermark(LIVE + 2 * HOUR);
        Effect before = last(60);
        tell(new Intervention(
                known.key(), known.kind(), known.id(), known.revision(), LIVE, LIVE, LIVE, true, "", null));
        tell(known);
        watermark(LIVE + 2 * HOUR + MINUTE);

        assertThat(last(60).estimate()).isEqualTo(before.estimate());
        assertThat(last(60).status()).isEqualTo(EffectStatus.REVISED);
    }

    @Test
    void aChangeThatWasLiveForNoMinuteHasNoEstimate() throws Exception {
        count(outcomes(1, BEGIN, END));
        tell(change("CH-1", 3, LIVE, LIVE + 1, "", exposure()));
        watermark(LIVE + MINUTE);

        assertThat(last(60).estimate().insufficient()).isEqualTo(Insufficient.NOT_LIVE.with());
    }

    @Test
    void aChangeInAReleaseWindowOrDuringAnIncidentIsConfounded() throws Exception {
        count(outcomes(1, BEGIN, END));
        tell(incident("INC-1", 1, LIVE + 10 * MINUTE, OpenEnd.TIME));
        tell(window("W-1", 1, LIVE - HOUR, LIVE + HOUR, false));
        tell(window("W-2", 1, LIVE - DAY, LIVE - HOUR, false));
        tell(change("CH-1", LIVE));
        watermark(LIVE + HOUR);

        assertThat(last(60).confounders()).containsExactly("incident:INC-1", "window:W-1");
        assertThat(last(60).estimate())
                .isEqualTo(slow().over(
                                60,
                                60,
                                List.of(
                                        new Interval(LIVE_STEP - 60, LIVE_STEP + 60),
                                        new Interval(LIVE_STEP - 1440, LIVE_STEP - 60),
                                        new Interval(LIVE_STEP + 10, LIVE_STEP + 60))));
    }

    @Test
    void aCancelledReleaseWindowNoLongerConfounds() throws Exception {
        count(outcomes(1, BEGIN, END));
        tell(window("W-1", 1, LIVE - HOUR, LIVE + HOUR, false));
        tell(change("CH-1", LIVE));
        watermark(LIVE + HOUR);
        tell(window("W-1", 2, LIVE - HOUR, LIVE + HOUR, true));
        watermark(LIVE + HOUR + MINUTE);

        assertThat(last(60).status()).isEqualTo(EffectStatus.REVISED);
        assertThat(last(60).confounders()).isEmpty();
        assertThat(rows(60)).extracting(Effect::revision).isSorted();
    }

    @Test
    void aCanaryIsComparedWithTheOtherCohorts() throws Exception {
        count(outcomes(1, BEGIN, END));
        tell(change("CH-1", LIVE, "a"));
        watermark(LIVE + HOUR);

        assertThat(last(60).estimate()).isEqualTo(slow().over(60, 60, List.of(), "a"));
    }

    @Test
    void aGapInTheBaselineIsAGapInTheSeries() throws Exception {
        count(outcomes(1, BEGIN, BEGIN + DAY));
        count(outcomes(2, BEGIN + DAY + 5 * HOUR, END));
        tell(change("CH-1", LIVE));
        watermark(LIVE + HOUR);

        assertThat(last(60).estimate()).isEqualTo(slow().over(60, 60, List.of()));
    }

    @Test
    void withoutOutcomesThereIsNoEstimateAndNoFigureThatIsNotFinite() throws Exception {
        tell(change("CH-1", LIVE));
        watermark(LIVE + HOUR);

        assertThat(last(60).estimate().insufficient()).isEqualTo(Insufficient.FEW_EVENTS.with(10));
        assertThat(last(60).estimate().observed()).isZero();
    }

    @Test
    void aRestoredKpiGoesOnAtAnotherParallelism() throws Exception {
        count(outcomes(1, BEGIN, LIVE + 30 * MINUTE));
        tell(change("CH-1", LIVE));
        watermark(LIVE + 30 * MINUTE);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        List<Effect> found = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            try (var restored = new EffectsHarness(2, subtask)) {
                restored.setup();
                restored.initializeState(
                        AbstractStreamOperatorTestHarness.repartitionOperatorState(state, 8, 1, 2, subtask));
                restored.open();
                if (restored.numEventTimeTimers() > 0) {
                    for (OutcomeMinute outcome : outcomes(3, LIVE + 30 * MINUTE, END)) {
                        all.add(outcome);
                        restored.count(outcome);
                    }
                }
                restored.watermark(LIVE + HOUR);
                found.addAll(restored.extractOutputValues());
            }
        }

        assertThat(found).extracting(Effect::status).containsExactly(EffectStatus.FINAL);
        assertThat(found.get(0).estimate()).isEqualTo(slow().over(60, 60, List.of()));
    }
}
