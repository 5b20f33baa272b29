package io.changelens.pipeline.source.watermark;

import io.changelens.core.time.Minute;
import java.util.HashMap;
import java.util.Map;

/**
 * Decides a topic's watermark from how far its partitions have been read.
 *
 * <p>The watermark is the least of the partitions' own (latest event time less {@code outOfOrderness}). A partition is left out
 * when it is <em>quiet</em>: nothing has come from it for {@code idleness}, and its end, asked for after the progress of the others
 * was reported, is where its reader is. The order matters: whatever was written before the records that move the
 * watermark on lies before that end, so it has been read. When all partitions are quiet, the watermark is the latest of
 * theirs.
 *
 * <p>The wall clock alone leaves no partition out: a reader that gets no processor time has a lag.
 */
final class TopicWatermark {

    private final long outOfOrderness;
    private final long idlenessNanos;
    private final Map<Integer, Known> partitions = new HashMap<>();

    private record Known(PartitionProgress progress, long movedAt) {}

    /**
     * A watermark.
     *
     * @param outOfOrderness milliseconds by which it is behind the latest event
     * @param idlenessNanos how long a partition has to be silent to be left out
     */
    TopicWatermark(long outOfOrderness, long idlenessNanos) {
        this.outOfOrderness = outOfOrderness;
        this.idlenessNanos = idlenessNanos;
    }

    /** Takes note of a partition's progress at a time in nanoseconds; says whether it moved. */
    boolean report(int partition, PartitionProgress progress, long now) {
        Known before = partitions.get(partition);
        boolean moved = before == null || !before.progress().equals(progress);
        if (moved) {
            partitions.put(partition, new Known(progress, now));
        }
        return moved;
    }

    /** Forgets everything: the readers begin anew. */
    void forget() {
        partitions.clear();
    }

    /** What is known now, to decide by when the ends are known. */
    Snapshot snapshot() {
        return new Snapshot(Map.copyOf(partitions));
    }

    /**
     * A decision.
     *
     * @param watermark the topic's watermark; the smallest long when there is none yet
     * @param quiet whether all partitions are read to their end and silent
     */
    record Decision(long watermark, boolean quiet) {}

    /** Progress at one moment. */
    final class Snapshot {
        private final Map<Integer, Known> known;

        private Snapshot(Map<Integer, Known> known) {
            this.known = known;
        }

        /** Partitions that have been silent for long enough to be left out, with the offset at which their readers are. */
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
         * Decides.
         *
         * @param topic all partitions of the topic
         * @param readToEnd those of {@link #silent} that are read to their end, as found out after this snapshot
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
                    // Nobody reads it yet: what it holds is not known.
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
