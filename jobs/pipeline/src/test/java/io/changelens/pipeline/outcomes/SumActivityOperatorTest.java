package io.changelens.pipeline.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.pipeline.decode.IntakeDelta;
import io.changelens.pipeline.decode.LateEvent;
import io.changelens.pipeline.decode.Received;
import io.changelens.schemas.LearningActivityEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One file: the cases share the harness of one operator. */
class SumActivityOperatorTest {

    private static final long MINUTE = 60_000;
    private static final int PARTITIONS = 4;

    private final List<Harness> harnesses = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (Harness harness : harnesses) {
            harness.close();
        }
    }

    private Harness open(int parallelism, int subtask, OperatorSubtaskState state) throws Exception {
        Harness harness = new Harness(parallelism, subtask);
        harnesses.add(harness);
        harness.setup();
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    private Harness open() throws Exception {
        return open(1, 0, null);
    }

    @Test
    void activitiesOfAMinuteAreAddedUp() throws Exception {
        Harness sum = open();
        sum.add(0, "a", 1_000);
        sum.add(1, "b", 59_999);
        sum.add(1, "c", 60_000);
        sum.processWatermark(MINUTE);

        assertThat(sum.sums()).containsExactly(new ActivitySums(2, 2, 2, 0, 5_000_000));
        assertThat(sum.extractOutputValues().get(0).first().offset()).isEqualTo(0);
    }

    @Test
    void anEventWithACountIsOneEventInTheAccountAndACopyOfItCountsOnce() throws Exception {
        Harness sum = open();
        LearningActivityEvent requests = LearningActivityEvent.newBuilder(Activities.event("requests", 1_000))
                .setSuccess(null)
                .setCount(1_000)
                .setSuccesses(988L)
                .setValue(350.5)
                .build();
        sum.add(0, requests);
        sum.add(0, requests);
        sum.prepareSnapshotPreBarrier(1);

        assertThat(sum.sums()).containsExactly(new ActivitySums(1, 1_000, 988, 12, 350_500_000));
        assertThat(sum.getSideOutput(IntakeDelta.OUTPUT))
                .extracting(record -> record.getValue())
                .containsExactly(new IntakeDelta("learning-activity", 0, 0, 0, 0, 1, 1, 0, 0));
    }

    @Test
    void aCopyCountsOnce() throws Exception {
        Harness sum = open();
        sum.add(0, "a", 1_000);
        sum.add(0, "a", 1_000);
        sum.processWatermark(MINUTE);
        sum.add(0, "a", 1_000);
        sum.processWatermark(MINUTE + 1);

        assertThat(sum.sums()).containsExactly(new ActivitySums(1, 1, 1, 0, 2_500_000));
        assertThat(sum.counted("duplicates")).isEqualTo(2);
    }

    @Test
    void aLateEventCountsUntilTheLatenessIsOver() throws Exception {
        Harness sum = open();
        sum.processWatermark(MINUTE + Harness.LATENESS.toMillis() - 2);
        sum.add(0, "in time", 1_000);
        sum.processWatermark(MINUTE + Harness.LATENESS.toMillis() - 1);
        sum.add(0, "too late", 2_000);

        assertThat(sum.sums()).hasSize(1);
        assertThat(sum.getSideOutput(SumActivityOperator.LATE))
                .extracting(record -> record.getValue().eventId())
                .containsExactly("too late");
        LateEvent late = sum.getSideOutput(SumActivityOperator.LATE).peek().getValue();
        assertThat(new String(late.raw(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("too late");
    }

    @Test
    void whatIsLateDependsOnTheEventsOfItsPartitionAlone() throws Exception {
        Harness sum = open();
        long closing = MINUTE + Harness.LATENESS.toMillis() + Harness.OUT_OF_ORDERNESS.toMillis();
        sum.add(0, "just before", closing - 1);
        sum.add(0, "in time", 1_000);
        sum.add(0, "closes the first minute", closing);
        sum.add(0, "too late", 1_000);
        sum.add(1, "of another partition", 1_000);

        assertThat(sum.getSideOutput(SumActivityOperator.LATE))
                .extracting(record -> record.getValue().eventId())
                .containsExactly("too late");
    }

    @Test
    void afterARestoreWhatWasLateIsLate() throws Exception {
        Harness first = open();
        long closing = MINUTE + Harness.LATENESS.toMillis() + Harness.OUT_OF_ORDERNESS.toMillis();
        first.add(0, "closes the first minute", closing);
        first.processWatermark(2 * MINUTE + Harness.LATENESS.toMillis() - 1);
        first.prepareSnapshotPreBarrier(1);
        Harness second = open(1, 0, first.snapshot(1, 1));
        second.add(0, "late for its partition", 1_000);
        second.add(1, "late for the watermark", MINUTE);
        second.add(1, "in time", 2 * MINUTE);

        assertThat(second.getSideOutput(SumActivityOperator.LATE))
                .extracting(record -> record.getValue().eventId())
                .containsExactly("late for its partition", "late for the watermark");
    }

    @Test
    void theAccountSaysWhatBecameOfEachEvent() throws Exception {
        Harness sum = open();
        sum.processWatermark(MINUTE + Harness.LATENESS.toMillis() - 1);
        sum.add(3, "late", 1_000);
        sum.add(3, "counted", MINUTE);
        sum.add(3, "counted", MINUTE);
        sum.prepareSnapshotPreBarrier(1);

        assertThat(sum.getSideOutput(IntakeDelta.OUTPUT))
                .extracting(record -> record.getValue())
                .containsExactly(new IntakeDelta("learning-activity", 3, 0, 0, 0, 1, 1, 1, 0));
    }

    @Test
    void sumsLeaveBeforeACheckpointAndInBetween() throws Exception {
        Harness sum = open();
        sum.add(0, "a", 1_000);
        sum.prepareSnapshotPreBarrier(1);
        assertThat(sum.sums()).hasSize(1);

        sum.add(0, "b", 1_000);
        sum.setProcessingTime(1_000);
        assertThat(sum.sums()).hasSize(2);
    }

    @Test
    void whatLeftInPartsAddsUpToTheSame() throws Exception {
        Harness sum = open();
        sum.add(0, "a", 1_000);
        sum.prepareSnapshotPreBarrier(1);
        sum.add(0, "b", 1_500);
        sum.processWatermark(MINUTE);

        assertThat(sum.sums().stream().mapToLong(ActivitySums::events).sum()).isEqualTo(2);
    }

    @Test
    void memoryEndsWithTheLateness() throws Exception {
        Harness sum = open();
        for (int i = 0; i < 100; i++) {
            sum.add(i % PARTITIONS, "e" + i, i * 1_000L);
        }
        assertThat(remembered(sum.snapshot(1, 1))).isEqualTo(100);

        sum.processWatermark(Long.MAX_VALUE - 1);
        assertThat(remembered(sum.snapshot(2, 2))).isZero();
    }

    private static long remembered(OperatorSubtaskState state) throws Exception {
        return state.getManagedOperatorState().stream()
                .map(handle -> handle.getStateNameToPartitionOffsets().get(PartitionMemories.SEEN.getName()))
                .filter(Objects::nonNull)
                .mapToLong(meta -> meta.getOffsets().length)
                .sum();
    }

    @Test
    void afterARestoreAtAnyParallelismACopyStillCountsOnce() throws Exception {
        for (int before = 1; before <= 3; before++) {
            for (int after = 1; after <= 3; after++) {
                copiesAcross(before, after);
            }
        }
    }

    private void copiesAcross(int before, int after) throws Exception {
        List<OperatorSubtaskState> parts = new ArrayList<>();
        for (int subtask = 0; subtask < before; subtask++) {
            Harness first = open(before, subtask, null);
            for (int partition = 0; partition < PARTITIONS; partition++) {
                if (partition % before == subtask) {
                    first.add(partition, "p" + partition, 1_000);
                }
            }
            first.prepareSnapshotPreBarrier(1);
            parts.add(first.snapshot(1, 1));
        }
        OperatorSubtaskState whole =
                AbstractStreamOperatorTestHarness.repackageState(parts.toArray(new OperatorSubtaskState[0]));
        for (int subtask = 0; subtask < after; subtask++) {
            OperatorSubtaskState own =
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(whole, 128, before, after, subtask);
            Harness second = open(after, subtask, own);
            for (int partition = 0; partition < PARTITIONS; partition++) {
                // Another assignment of partitions than before.
                if ((partition / 2) % after == subtask) {
                    second.add(partition, "p" + partition, 1_000);
                    second.add(partition, "new" + partition, 1_000);
                }
            }
            second.processWatermark(MINUTE);
            long counted =
                    second.sums().stream().mapToLong(ActivitySums::events).sum();
            assertThat(counted)
                    .as("%d to %d, subtask %d", before, after, subtask)
                    .isEqualTo(second.offset / 2);
        }
    }

    private static final class Harness
            extends OneInputStreamOperatorTestHarness<Received<LearningActivityEvent>, PartialSums> {

        static final Duration LATENESS = Duration.ofMinutes(5);
        static final Duration OUT_OF_ORDERNESS = Duration.ofMinutes(1);

        private final SumActivityOperator sum;
        private long offset;

        Harness(int parallelism, int subtask) throws Exception {
            this(new SumActivityOperator(OUT_OF_ORDERNESS, LATENESS, Duration.ofSeconds(1)), parallelism, subtask);
        }

        private Harness(SumActivityOperator operator, int parallelism, int subtask) throws Exception {
            super(operator, 128, parallelism, subtask);
            this.sum = operator;
        }

        void add(int partition, String id, long time) throws Exception {
            add(partition, Activities.event(id, time));
        }

        void add(int partition, LearningActivityEvent event) throws Exception {
            long time = event.getOccurredAt().toEpochMilli();
            processElement(Activities.received(event, partition, offset++), time);
        }

        List<ActivitySums> sums() {
            return extractOutputValues().stream().map(PartialSums::sums).toList();
        }

        long counted(String counter) {
            return switch (counter) {
                case "duplicates" -> sum.duplicates();
                default -> throw new IllegalArgumentException(counter);
            };
        }
    }
}
