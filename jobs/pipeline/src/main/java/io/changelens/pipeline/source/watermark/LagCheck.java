package io.changelens.pipeline.source.watermark;

import io.changelens.pipeline.source.watermark.TopicWatermark.Decision;
import io.changelens.pipeline.source.watermark.TopicWatermark.Snapshot;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Decides by a snapshot of the readers' progress and by the topic's ends, which it asks Kafka for only where a partition is silent. Used
 * by one thread, which may wait for Kafka.
 */
final class LagCheck implements AutoCloseable {

    private static final long PARTITIONS_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Supplier<TopicEnds> connect;
    private TopicEnds ends;
    private Set<Integer> partitions = Set.of();
    private long partitionsAt;
    private long settledNumber = -1;
    private Set<Integer> settledSilent = Set.of();

    /** A check that connects to Kafka when it is first used. */
    LagCheck(Supplier<TopicEnds> connect) {
        this.connect = connect;
    }

    /**
     * Decides.
     *
     * @param snapshot progress that was reported before this call
     * @param number tells snapshots apart
     * @return null when the decision is the same as the last one
     */
    Decision decide(Snapshot snapshot, long number) {
        if (ends == null) {
            ends = connect.get();
        }
        long now = System.nanoTime();
        if (partitions.isEmpty() || now - partitionsAt >= PARTITIONS_NANOS) {
            partitions = ends.partitions();
            partitionsAt = now;
        }
        Map<Integer, Long> silent = snapshot.silent(now);
        if (number == settledNumber && silent.keySet().equals(settledSilent)) {
            return null;
        }
        Set<Integer> readToEnd = silent.isEmpty() ? Set.of() : ends.readToEnd(silent);
        if (readToEnd.equals(silent.keySet())) {
            settledNumber = number;
            settledSilent = readToEnd;
        }
        return snapshot.decide(partitions, readToEnd);
    }

    @Override
    public void close() {
        if (ends != null) {
            ends.close();
        }
    }
}
