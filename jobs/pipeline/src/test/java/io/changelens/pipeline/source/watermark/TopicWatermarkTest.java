package io.changelens.pipeline.source.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.pipeline.source.watermark.TopicWatermark.Decision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TopicWatermarkTest {

    private static final long OUT_OF_ORDERNESS = 60_000;
    private static final long IDLENESS = 30;

    private final TopicWatermark topic = new TopicWatermark(OUT_OF_ORDERNESS, IDLENESS);

    private Decision decide(Set<Integer> partitions, Set<Integer> readToEnd) {
        return topic.snapshot().decide(partitions, readToEnd);
    }

    @Test
    void theLeastOfThePartitionsDecides() {
        topic.report(0, new PartitionProgress(1, 500_000), 0);
        topic.report(1, new PartitionProgress(1, 400_000), 0);

        assertThat(decide(Set.of(0, 1), Set.of())).isEqualTo(new Decision(339_999, false));
    }

    @Test
    void aPartitionThatNobodyReadsYetHoldsTheWatermark() {
        topic.report(0, new PartitionProgress(1, 500_000), 0);

        assertThat(decide(Set.of(0, 1), Set.of()).watermark()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void aPartitionWithoutEventsHoldsTheWatermarkUntilItIsKnownToBeEmpty() {
        topic.report(0, new PartitionProgress(1, 500_000), 0);
        topic.report(1, new PartitionProgress(0, Long.MIN_VALUE), 0);

        assertThat(decide(Set.of(0, 1), Set.of()).watermark()).isEqualTo(Long.MIN_VALUE);
        assertThat(decide(Set.of(0, 1), Set.of(1)).watermark()).isEqualTo(439_999);
    }

    @Test
    void silenceAloneIsNotEnoughAndLastsFromTheLastRecord() {
        topic.report(0, new PartitionProgress(1, 500_000), 0);
        topic.report(1, new PartitionProgress(7, 400_000), 10);
        topic.report(1, new PartitionProgress(7, 400_000), 25);

        assertThat(topic.snapshot().silent(IDLENESS)).containsExactly(Map.entry(0, 1L));
        assertThat(topic.snapshot().silent(10 + IDLENESS)).containsOnly(Map.entry(0, 1L), Map.entry(1, 7L));
        assertThat(decide(Set.of(0, 1), Set.of(0)).watermark()).isEqualTo(339_999);
    }

    @Test
    void whenAllIsReadTheLatestEventDecides() {
        topic.report(0, new PartitionProgress(1, 500_000), 0);
        topic.report(1, new PartitionProgress(1, 400_000), 0);

        assertThat(decide(Set.of(0, 1), Set.of(0, 1))).isEqualTo(new Decision(439_999, true));
    }

    /**
     * A producer writes events in the order of their time, here rounded to a grid, to partitions at random; readers read them at any
     * speed, stop for any time, and report late. Whatever is decided, no record that is not yet sent on is of a time before the watermark.
     */
    @Property(tries = 500)
    void nothingUnreadIsBehindTheWatermark(
            @ForAll Random random, @ForAll @IntRange(min = 1, max = 5) int partitionCount) {
        TopicWatermark watermark = new TopicWatermark(0, IDLENESS);
        List<List<Long>> log = new ArrayList<>();
        int[] read = new int[partitionCount];
        Set<Integer> partitions = new TreeSet<>();
        for (int p = 0; p < partitionCount; p++) {
            log.add(new ArrayList<>());
            partitions.add(p);
        }
        long grid = List.of(1L, 1_000L, 60_000L).get(random.nextInt(3));
        long time = 0;
        long emitted = Long.MIN_VALUE;
        for (long now = 0; now < 400; now++) {
            for (int i = random.nextInt(4); i > 0; i--) {
                time += random.nextInt(100_000);
                log.get(random.nextInt(partitionCount)).add(time / grid * grid);
            }
            for (int p = 0; p < partitionCount; p++) {
                int stop = random.nextInt(3) == 0 ? random.nextInt(log.get(p).size() - read[p] + 1) : 0;
                for (; stop > 0; stop--) {
                    assertThat(log.get(p).get(read[p]++)).isGreaterThan(emitted);
                }
                if (random.nextBoolean()) {
                    watermark.report(p, progress(log.get(p), read[p]), now);
                }
            }
            TopicWatermark.Snapshot snapshot = watermark.snapshot();
            // The producer may go on between the snapshot and the question for the ends.
            time += random.nextInt(100_000);
            log.get(random.nextInt(partitionCount)).add(time / grid * grid);
            Map<Integer, Long> silent = snapshot.silent(now);
            Set<Integer> readToEnd = new TreeSet<>();
            silent.forEach((p, offset) -> {
                if (offset == log.get(p).size()) {
                    readToEnd.add(p);
                }
            });
            emitted = Math.max(emitted, snapshot.decide(partitions, readToEnd).watermark());
        }
    }

    private static PartitionProgress progress(List<Long> log, int read) {
        return new PartitionProgress(
                read,
                log.subList(0, read).stream().mapToLong(Long::longValue).max().orElse(Long.MIN_VALUE));
    }

    @Test
    void forgettingBeginsAnew() {
        topic.report(0, new PartitionProgress(1, 500_000), 0);
        topic.forget();

        assertThat(decide(new TreeSet<>(new HashMap<>(Map.of(0, 0)).keySet()), Set.of())
                        .watermark())
                .isEqualTo(Long.MIN_VALUE);
    }
}
