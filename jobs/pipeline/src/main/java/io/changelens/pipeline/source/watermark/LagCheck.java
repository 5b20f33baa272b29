package io.changelens.pipeline.source.watermark;

import io.changelens.pipeline.source.watermark.TopicWatermark.Decision;
import io.changelens.pipeline.source.watermark.TopicWatermark.Snapshot;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Decides the watermark from a snapshot of the readers' progress and from the ends of the topic, which it asks Kafka
 * for only when a partition is silent. It is used by one thread, which may block on Kafka.
 */
final class LagCheck implements AutoCloseable {

    private static final long PARTITIONS_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Supplier<TopicEnds> connect;
    private TopicEnds ends;
    private Set<Integer> partitions = Set.of();
    private long partitionsAt;
    private long settledNumber = -1;
    private Set<Integer> settledSilent = Set.of();

    /**
     * Creates a check.
     *
     * @param connect connects to Kafka, at the first decision
     */
    LagCheck(Supplier<TopicEnds> connect) {
        this.connect = connect;
    }

    /**
     * Decides the watermark.
     *
     * @param snapshot progress that was reported before this call
     * @param number number of the snapshot, which distinguishes it from others
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
