package io.changelens.pipeline.source.watermark;

import io.changelens.core.time.Minute;
import java.util.HashMap;
import java.util.Map;

/**
 * Decides the watermark of a topic from the progress of its partitions.
 *
 * <p>The watermark is the minimum over the partitions of (latest event time − {@code outOfOrderness}). A <em>quiet</em>
 * partition is left out: it has been silent for {@code idleness}, and its reader is at its end, which is asked for
 * after the other partitions reported their progress. Because of this order, every record that was written before the
 * records that advance the watermark lies before that end, hence has been read. When all partitions are quiet, the
 * watermark is the maximum of theirs.
 *
 * <p>Wall-clock time alone never makes a partition quiet: a reader without processor time has a lag.
 */
final class TopicWatermark {

    private final long outOfOrderness;
    private final long idlenessNanos;
    private final Map<Integer, Known> partitions = new HashMap<>();

    private record Known(PartitionProgress progress, long movedAt) {}

    /**
     * Creates a watermark without progress.
     *
     * @param outOfOrderness lag behind the latest event of a partition, in milliseconds
     * @param idlenessNanos how long a partition must be silent before it is left out, in nanoseconds
     */
    TopicWatermark(long outOfOrderness, long idlenessNanos) {
        this.outOfOrderness = outOfOrderness;
        this.idlenessNanos = idlenessNanos;
    }

    /**
     * Records the progress of a partition.
     *
     * @param partition the partition, from 0
     * @param progress its progress
     * @param now the time in nanoseconds, as of {@link System#nanoTime}
     * @return whether the partition has moved since the last report
     */
    boolean report(int partition, PartitionProgress progress, long now) {
        Known before = partitions.get(partition);
        boolean moved = before == null || !before.progress().equals(progress);
        if (moved) {
            partitions.put(partition, new Known(progress, now));
        }
        return moved;
    }

    /** Forgets all progress, because the readers start again. */
    void forget() {
        partitions.clear();
    }

    /** Returns the current progress, to decide by once the ends of the topic are known. */
    Snapshot snapshot() {
        return new Snapshot(Map.copyOf(partitions));
    }

    /**
     * The decision about the watermark of a topic.
     *
     * @param watermark the watermark, epoch milliseconds; {@code Long.MIN_VALUE} while there is none
     * @param quiet whether all partitions are silent and read to their end
     */
    record Decision(long watermark, boolean quiet) {}

    /** The progress at one moment. */
    final class Snapshot {
        private final Map<Integer, Known> known;

        private Snapshot(Map<Integer, Known> known) {
            this.known = known;
        }

        /** Returns the partitions that have been silent for {@code idleness}, with the next offset of their readers. */
        Map<Integer, Long> silent(long now) {
            Map<Integer, Long> silent = new HashMap<>();
            known.forEach((partition, state) -> {
                if (now - state.movedAt() >= idlenessNanos) {
                    silent.put(partition, state.progress().nextOffset());
                }
            });
            return silent;
        }

        /**
         * Decides the watermark.
         *
         * @param topic all partitions of the topic
         * @param readToEnd partitions of {@link #silent} that are read to their end, as found after this snapshot
         */
        Decision decide(Iterable<Integer> topic, Iterable<Integer> readToEnd) {
            Map<Integer, Known> heeded = new HashMap<>(known);
            long latest = Long.MIN_VALUE;
            for (int partition : readToEnd) {
                Known quiet = heeded.remove(partition);
                if (quiet != null) {
                    latest = Math.max(latest, watermark(quiet));
                }
            }
            for (int partition : topic) {
                if (!known.containsKey(partition)) {
                    // No reader has this partition yet, so the times of its events are unknown.
                    return new Decision(Long.MIN_VALUE, false);
                }
            }
            if (heeded.isEmpty()) {
                return new Decision(latest, true);
            }
            long least =
                    heeded.values().stream().mapToLong(this::watermark).min().orElseThrow();
            return new Decision(least, false);
        }

        private long watermark(Known partition) {
            return Minute.watermarkAfter(partition.progress().latest(), outOfOrderness);
        }
    }
}
