package io.changelens.pipeline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.pipeline.decode.IntakeDelta;
import io.changelens.pipeline.decode.IntakeDelta.Fate;
import io.changelens.pipeline.decode.RecordPosition;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class BalanceIntakeOperatorTest {

    private static final RecordPosition FIRST = new RecordPosition("deployments", 2, 6, 1_000);

    private static OneInputStreamOperatorTestHarness<IntakeDelta, IntakeBalance> harness(long startedAt)
            throws Exception {
        return new OneInputStreamOperatorTestHarness<>(new BalanceIntakeOperator(startedAt));
    }

    @Test
    void anAccountIsPublishedWithTheCheckpointAndBalances() throws Exception {
        try (var balance = harness(5)) {
            balance.open();
            balance.processElement(IntakeDelta.read(FIRST, false), 0);
            balance.processElement(IntakeDelta.of(FIRST, Fate.COUNTED), 0);
            assertThat(balance.extractOutputValues()).isEmpty();
            balance.prepareSnapshotPreBarrier(1);

            assertThat(balance.extractOutputValues())
                    .containsExactly(new IntakeBalance(5, new IntakeDelta("deployments", 2, 7, 1_000, 1, 1, 0, 0, 0)));
            assertThat(balance.extractOutputValues().get(0).unaccounted()).isZero();
            balance.prepareSnapshotPreBarrier(2);
            assertThat(balance.extractOutputValues()).as("nothing new").hasSize(1);
        }
    }

    @Test
    void aRecordThatNobodySpeaksForIsUnaccounted() throws Exception {
        try (var balance = harness(5)) {
            balance.open();
            balance.processElement(IntakeDelta.read(FIRST, false), 0);
            balance.prepareSnapshotPreBarrier(1);

            assertThat(balance.extractOutputValues().get(0).unaccounted()).isEqualTo(1);
        }
    }

    @Test
    void aRestoredAccountGoesOnAndKeepsItsRun() throws Exception {
        OperatorSubtaskState state;
        try (var balance = harness(5)) {
            balance.open();
            balance.processElement(IntakeDelta.read(FIRST, true), 0);
            balance.prepareSnapshotPreBarrier(1);
            state = balance.snapshot(1, 1);
        }
        try (var restored = harness(9)) {
            restored.initializeState(state);
            restored.open();
            restored.processElement(IntakeDelta.read(new RecordPosition("deployments", 2, 7, 2_000), true), 0);
            restored.prepareSnapshotPreBarrier(2);

            assertThat(restored.extractOutputValues())
                    .containsExactly(new IntakeBalance(5, new IntakeDelta("deployments", 2, 8, 2_000, 2, 0, 0, 0, 2)));
        }
    }
}
