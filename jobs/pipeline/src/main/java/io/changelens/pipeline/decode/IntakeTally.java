package io.changelens.pipeline.decode;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Counts the outcomes of records within one operator, by partition, until the counts are drained. A delta per record
 * would cost more than the record itself.
 */
public final class IntakeTally {

    private final Map<Integer, Counts> byPartition = new HashMap<>();

    private static final class Counts {
        private String topic;
        private long nextOffset;
        private long publishedAt;
        private long read;
        private long counted;
        private long duplicates;
        private long late;
        private long rejected;

        void add(IntakeDelta.Fate fate) {
            switch (fate) {
                case COUNTED -> counted++;
                case DUPLICATE -> duplicates++;
                case LATE -> late++;
                case REJECTED -> rejected++;
            }
        }
    }

    /** Counts a record that the source has emitted. */
    public void read(RecordPosition at) {
        Counts counts = of(at);
        counts.read++;
        counts.nextOffset = Math.max(counts.nextOffset, at.offset() + 1);
        counts.publishedAt = Math.max(counts.publishedAt, at.publishedAt());
    }

    /** Counts a record by its outcome. */
    public void count(RecordPosition at, IntakeDelta.Fate fate) {
        of(at).add(fate);
    }

    private Counts of(RecordPosition at) {
        Counts counts = byPartition.computeIfAbsent(at.partition(), p -> new Counts());
        counts.topic = at.topic();
        return counts;
    }

    /** Sends one delta per partition with the counts since the last call, and resets the counts. */
    public void drainTo(Consumer<IntakeDelta> out) {
        byPartition.forEach((partition, counts) -> out.accept(new IntakeDelta(
                counts.topic,
                partition,
                counts.nextOffset,
                counts.publishedAt,
                counts.read,
                counts.counted,
                counts.duplicates,
                counts.late,
                counts.rejected)));
        byPartition.clear();
    }
}
