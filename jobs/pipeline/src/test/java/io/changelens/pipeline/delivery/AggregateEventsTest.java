package io.changelens.pipeline.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.delivery.ChangeHistory;
import io.changelens.pipeline.decode.Received;
import io.changelens.pipeline.decode.RecordPosition;
import io.changelens.pipeline.decode.SplitRejectedOperator;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.DeploymentEvent;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AggregateEventsTest {

    private static final Duration RETENTION = Duration.ofDays(10);
    private static final long DAY = Duration.ofDays(1).toMillis();

    private KeyedOneInputStreamOperatorTestHarness<String, Received<DeploymentEvent>, Aggregated<ChangeHistory>>
            harness;
    private long offset;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void nothingStays() throws Exception {
        harness.processWatermark(Long.MAX_VALUE);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
        harness.close();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Received<DeploymentEvent>, Aggregated<ChangeHistory>>
            harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new AggregateEvents<>(HistoryKind.OF_CHANGES, RETENTION)),
                received -> received.event().getChangeId(),
                Types.STRING);
    }

    private void add(String id, ChangePhase phase, long time) throws Exception {
        DeploymentEvent event = DeploymentEvent.newBuilder()
                .setEventId(id)
                .setChangeId("CH-1")
                .setPhase(phase)
                .setOccurredAt(Instant.ofEpochMilli(time))
                .setService("player")
                .build();
        harness.processElement(
                new Received<>(event, new RecordPosition("deployments", 0, offset++, 0), new byte[] {1, 2}), time);
    }

    @Test
    void eachEventSendsTheLifeAsFarAsItIsKnown() throws Exception {
        add("2", ChangePhase.SUCCEEDED, 2 * DAY);
        add("1", ChangePhase.STARTED, DAY);

        assertThat(harness.extractOutputValues())
                .extracting(
                        folded -> folded.history().state(),
                        folded -> folded.history().events())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(ChangePhase.SUCCEEDED, 1L),
                        org.assertj.core.groups.Tuple.tuple(ChangePhase.SUCCEEDED, 2L));
    }

    @Test
    void aCopySendsNothing() throws Exception {
        add("1", ChangePhase.STARTED, DAY);
        add("1", ChangePhase.STARTED, DAY);

        assertThat(harness.extractOutputValues()).hasSize(1);
    }

    @Test
    void aLifeIsKeptFromItsLastEventOn() throws Exception {
        add("1", ChangePhase.STARTED, 0);
        add("2", ChangePhase.SUCCEEDED, 5 * DAY);
        harness.processWatermark(12 * DAY);
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
        add("3", ChangePhase.ROLLED_BACK, 6 * DAY);

        assertThat(harness.extractOutputValues())
                .extracting(folded -> folded.history().events())
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void whatComesWhenItIsOverIsLate() throws Exception {
        add("1", ChangePhase.STARTED, 0);
        harness.processWatermark(10 * DAY);
        add("2", ChangePhase.SUCCEEDED, 0);

        assertThat(harness.extractOutputValues()).hasSize(1);
        assertThat(harness.getSideOutput(AggregateEvents.LATE))
                .extracting(record -> record.getValue().eventId())
                .containsExactly("2");
    }

    @Test
    void aLoopOfAProducerIsStopped() throws Exception {
        for (int i = 0; i <= AggregateEvents.MAX_EVENTS; i++) {
            add("e" + i, ChangePhase.STARTED, i);
        }

        assertThat(harness.extractOutputValues()).hasSize(AggregateEvents.MAX_EVENTS);
        assertThat(harness.getSideOutput(SplitRejectedOperator.REJECTED))
                .extracting(record -> record.getValue().reason())
                .containsExactly("too-many-events");
    }

    @Test
    void aRestoredLifeGoesOn() throws Exception {
        add("1", ChangePhase.STARTED, DAY);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.setup();
        harness.initializeState(state);
        harness.open();
        add("1", ChangePhase.STARTED, DAY);
        add("2", ChangePhase.SUCCEEDED, 2 * DAY);

        assertThat(harness.extractOutputValues())
                .extracting(folded -> folded.history().events())
                .containsExactly(2L);
    }
}
