package io.changelens.pipeline.outcomes;

import io.changelens.core.time.Minute;

/**
 * Memory for one partition: its latest event time, and the ids of counted events. Both depend only on the records of
 * the partition in their order, so a replay decides about each event as before, whatever the load of the machine and
 * whichever subtask reads the partition.
 */
final class PartitionMemory {

    private final RecentIds ids = new RecentIds();
    private long latest = Long.MIN_VALUE;

    /** Records the time of an event, epoch milliseconds. */
    void observed(long time) {
        latest = Math.max(latest, time);
    }

    /** Returns the latest event time, epoch milliseconds; {@code Long.MIN_VALUE} before the first event. */
    long latest() {
        return latest;
    }

    /** Returns the watermark of the partition, {@code outOfOrderness} milliseconds behind its latest event. */
    long watermark(long outOfOrderness) {
        return Minute.watermarkAfter(latest, outOfOrderness);
    }

    RecentIds ids() {
        return ids;
    }
}
