package io.changelens.pipeline.observed;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.schemas.OutcomeMinute;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class AlignMinutesOperatorTest {

    private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");

    private static OneInputStreamOperatorTestHarness<OutcomeMinute, OutcomeMinute> harness() throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                new AlignMinutesOperator(),
                new AvroTypeInfo<>(OutcomeMinute.class).createSerializer(new SerializerConfigImpl()));
    }

    private static OutcomeMinute minute(int minute, boolean preview) {
        return new OutcomeMinute("s", "k", "web", "", at(minute), 1L, 1L, 1L, 1L, preview);
    }

    private static Instant at(int minute) {
        return TEN.plusSeconds(60L * minute);
    }

    private static List<Instant> minutes(OneInputStreamOperatorTestHarness<OutcomeMinute, OutcomeMinute> align) {
        return align.extractOutputValues().stream()
                .map(OutcomeMinute::getMinute)
                .toList();
    }

    @Test
    void aMinuteWaitsForTheWatermarkOfBothWays() throws Exception {
        try (var align = harness()) {
            align.open();
            align.processElement(minute(1, false), 0);
            align.processElement(minute(0, false), 0);
            assertThat(minutes(align)).isEmpty();

            align.processWatermark(at(1).toEpochMilli() - 1);
            assertThat(minutes(align)).containsExactly(at(0));
            align.processElement(minute(0, false), 0);
            align.processElement(minute(-5, false), 0);
            assertThat(minutes(align)).containsExactly(at(0), at(0), at(-5));

            align.processWatermark(at(2).toEpochMilli() - 1);
            assertThat(minutes(align)).containsExactly(at(0), at(0), at(-5), at(1));
        }
    }

    /** A reader of the partition would take the latest as a sign that the others are late. */
    @Test
    void minutesThatOneWatermarkSetsFreeAreInOrder() throws Exception {
        try (var align = harness()) {
            align.open();
            for (int minute : new int[] {7, 2, 9, 5, 2}) {
                align.processElement(minute(minute, false), 0);
            }
            align.processWatermark(at(8).toEpochMilli() - 1);
            assertThat(minutes(align)).containsExactly(at(2), at(2), at(5), at(7));
        }
    }

    @Test
    void aPreviewDoesNotWait() throws Exception {
        try (var align = harness()) {
            align.open();
            align.processElement(minute(3, true), 0);
            assertThat(minutes(align)).containsExactly(at(3));
        }
    }

    @Test
    void whatWaitsSurvivesARestart() throws Exception {
        OperatorSubtaskState state;
        try (var align = harness()) {
            align.open();
            align.processElement(minute(1, false), 0);
            state = align.snapshot(1, 1);
        }
        try (var restored = harness()) {
            restored.initializeState(state);
            restored.open();
            assertThat(minutes(restored)).isEmpty();
            restored.processWatermark(at(2).toEpochMilli() - 1);
            assertThat(minutes(restored)).containsExactly(at(1));
        }
    }
}
