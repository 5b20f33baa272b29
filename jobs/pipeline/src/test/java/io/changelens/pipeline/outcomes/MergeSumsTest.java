package io.changelens.pipeline.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.changelens.core.kpi.Ratio;
import io.changelens.pipeline.decode.RecordPosition;
import io.changelens.schemas.OutcomeMinute;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MergeSumsTest {

    private static final OutcomeKey KEY = new OutcomeKey("course-delivery", "engagement", "course-content", "all", 0);

    private static final RecordPosition PLACE = new RecordPosition("learning-activity", 1, 7, 0);

    private KeyedOneInputStreamOperatorTestHarness<OutcomeKey, OutcomeSums, OutcomeMinute> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    private static KeyedOneInputStreamOperatorTestHarness<OutcomeKey, OutcomeSums, OutcomeMinute> harness()
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new MergeSums(Duration.ofMinutes(5), Duration.ofSeconds(10))),
                OutcomeSums::key,
                TypeInformation.of(OutcomeKey.class));
    }

    @AfterEach
    void nothingStays() throws Exception {
        harness.processWatermark(Long.MAX_VALUE - 1);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
        assertThat(harness.numProcessingTimeTimers()).isZero();
        harness.close();
    }

    private void add(long events) throws Exception {
        harness.processElement(new OutcomeSums(KEY, new Ratio(events * 3, events), events, 1, PLACE), 0);
    }

    @Test
    void aMinuteIsPublishedOnceWhenItEnds() throws Exception {
        add(1);
        add(2);
        assertThat(harness.extractOutputValues()).isEmpty();

        harness.processWatermark(60_000);
        assertThat(harness.extractOutputValues())
                .containsExactly(new OutcomeSums(KEY, new Ratio(9, 3), 3, 1, PLACE).toRecord(false));
    }

    @Test
    void aSumIsAsOldAsTheOldestRevisionInIt() throws Exception {
        add(1);
        harness.processElement(new OutcomeSums(KEY, new Ratio(3, 1), 1, 2, PLACE), 0);
        harness.processWatermark(60_000);

        assertThat(harness.extractOutputValues())
                .extracting(OutcomeMinute::getEvents, OutcomeMinute::getCatalogRevision)
                .containsExactly(tuple(2L, 1L));
    }

    @Test
    void aLateAdditionRevisesItsMinuteAtOnce() throws Exception {
        add(1);
        harness.processWatermark(60_000);
        add(1);

        assertThat(harness.extractOutputValues())
                .extracting(OutcomeMinute::getEvents)
                .containsExactly(1L, 2L);
    }

    @Test
    void anAdditionAtTheVeryEndOfItsMinuteIsPublished() throws Exception {
        add(1);
        harness.processWatermark(59_999);
        add(1);

        assertThat(harness.extractOutputValues())
                .extracting(OutcomeMinute::getEvents, OutcomeMinute::getPreview)
                .containsExactly(tuple(1L, false), tuple(2L, false));
    }

    @Test
    void anAdditionAtTheVeryClosingOfItsMinuteBeginsNoNewSum() throws Exception {
        add(2);
        harness.processWatermark(59_999 + Duration.ofMinutes(5).toMillis());
        add(1);

        assertThat(harness.extractOutputValues())
                .extracting(OutcomeMinute::getEvents)
                .containsExactly(2L);
        assertThat(harness.getSideOutput(MergeSums.LATE_SUMS))
                .extracting(StreamRecord::getValue)
                .containsExactly(new OutcomeSums(KEY, new Ratio(3, 1), 1, 1, PLACE));
    }

    @Test
    void anAdditionJustBeforeTheClosingOfItsMinuteRevisesIt() throws Exception {
        add(2);
        harness.processWatermark(59_998 + Duration.ofMinutes(5).toMillis());
        add(1);

        assertThat(harness.extractOutputValues())
                .extracting(OutcomeMinute::getEvents)
                .containsExactly(2L, 3L);
    }

    @Test
    void anAdditionToAClosedMinuteIsKeptAside() throws Exception {
        harness.processWatermark(60_000 + Duration.ofMinutes(5).toMillis());
        add(1);

        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(harness.getSideOutput(MergeSums.LATE_SUMS)).hasSize(1);
    }

    @Test
    void aSilentStreamShowsItsUnfinishedMinute() throws Exception {
        harness.setProcessingTime(1_000);
        add(1);
        harness.setProcessingTime(11_000);

        assertThat(harness.extractOutputValues())
                .extracting(OutcomeMinute::getEvents, OutcomeMinute::getPreview)
                .containsExactly(tuple(1L, true));
    }

    @Test
    void whatWasShownEarlyIsPublishedOnceMoreWhenTheMinuteIsOver() throws Exception {
        harness.setProcessingTime(1_000);
        add(1);
        harness.setProcessingTime(11_000);
        add(1);
        harness.setProcessingTime(21_000);
        harness.processWatermark(60_000);

        assertThat(harness.extractOutputValues())
                .extracting(OutcomeMinute::getEvents, OutcomeMinute::getPreview)
                .containsExactly(tuple(1L, true), tuple(2L, true), tuple(2L, false));
    }

    @Test
    void aRestoredMinuteGoesOn() throws Exception {
        add(1);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.setup();
        harness.initializeState(state);
        harness.open();
        add(2);
        harness.processWatermark(60_000);

        assertThat(harness.extractOutputValues())
                .extracting(OutcomeMinute::getEvents)
                .containsExactly(3L);
    }
}
