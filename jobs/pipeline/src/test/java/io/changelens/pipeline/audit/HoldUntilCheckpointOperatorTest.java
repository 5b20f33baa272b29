package io.changelens.pipeline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class HoldUntilCheckpointOperatorTest {

    private static OneInputStreamOperatorTestHarness<String, String> harness() throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                new HoldUntilCheckpointOperator<>(Types.STRING),
                Types.STRING.createSerializer(new org.apache.flink.api.common.serialization.SerializerConfigImpl()));
    }

    @Test
    void anElementIsSentOnWhenItsCheckpointIsComplete() throws Exception {
        try (var hold = harness()) {
            hold.open();
            hold.processElement("a", 0);
            hold.snapshot(1, 1);
            hold.processElement("b", 0);
            assertThat(hold.extractOutputValues()).isEmpty();

            hold.notifyOfCompletedCheckpoint(1);
            assertThat(hold.extractOutputValues()).containsExactly("a");
            hold.snapshot(2, 2);
            hold.notifyOfCompletedCheckpoint(2);
            assertThat(hold.extractOutputValues()).containsExactly("a", "b");
        }
    }

    @Test
    void whatCameAfterTheCheckpointIsForgottenByARestart() throws Exception {
        OperatorSubtaskState state;
        try (var hold = harness()) {
            hold.open();
            hold.processElement("before", 0);
            state = hold.snapshot(1, 1);
            hold.processElement("after", 0);
            hold.snapshot(2, 2);
        }
        try (var restored = harness()) {
            restored.initializeState(state);
            restored.open();
            assertThat(restored.extractOutputValues()).containsExactly("before");
            restored.snapshot(3, 3);
            restored.notifyOfCompletedCheckpoint(3);
            assertThat(restored.extractOutputValues()).containsExactly("before");
        }
    }

    @Test
    void aCheckpointThatFailedGoesWithTheNext() throws Exception {
        try (var hold = harness()) {
            hold.open();
            hold.processElement("a", 0);
            hold.snapshot(1, 1);
            hold.processElement("b", 0);
            hold.snapshot(2, 2);
            hold.notifyOfCompletedCheckpoint(2);
            assertThat(hold.extractOutputValues()).containsExactly("a", "b");
        }
    }
}
