package io.changelens.pipeline.outcomes;

import io.changelens.core.time.Minute;

/**
 * What is remembered of a partition: its latest event time, and the events that were counted. Both depend on nothing but the
 * records of the partition in their order, so that a replay decides about each event as it was decided before, however busy
 * the machine is and whatever subtask reads it.
 */
final class PartitionMemory {

    private final RecentIds ids = new RecentIds();
    private long latest = Long.MIN_VALUE;

    /** Takes note of an event's time, epoch milliseconds. */
    void heard(long time) {
        latest = Math.max(latest, time);
    }

    /** Latest event time, epoch milliseconds; the smallest long before the first event. */
    long latest() {
        return latest;
    }

    /** Up to which time the partition is read, when events may come {@code outOfOrderness} milliseconds late. */
    long watermark(long outOfOrderness) {
        return Minute.watermarkAfter(latest, outOfOrderness);
    }

    RecentIds ids() {
        return ids;
    }
}
