package io.changelens.pipeline.decode;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/**
 * What became of some records of one partition, in numbers of records.
 *
 * @param topic the topic
 * @param partition the partition, from 0
 * @param nextOffset offset after the last record read; 0 when none of these were read here
 * @param publishedAt latest timestamp of a record read, epoch milliseconds; 0 when none of these were read here
 * @param read records that the source has emitted
 * @param counted events that count
 * @param duplicates copies of events that count already
 * @param late events that came after what they belong to was closed
 * @param rejected records that cannot be read or break a rule
 */
public record IntakeDelta(
        String topic,
        int partition,
        long nextOffset,
        long publishedAt,
        long read,
        long counted,
        long duplicates,
        long late,
        long rejected) {

    /** Where operators send them. */
    public static final OutputTag<IntakeDelta> OUTPUT =
            new OutputTag<>("intake", TypeInformation.of(IntakeDelta.class));

    /** What a record turned out to be. */
    public enum Fate {
        /** It counts. */
        COUNTED,
        /** It counts already. */
        DUPLICATE,
        /** It came too late. */
        LATE,
        /** It cannot be read or breaks a rule. */
        REJECTED
    }

    /** One record of a fate. */
    public static IntakeDelta of(RecordPosition at, Fate fate) {
        return new IntakeDelta(
                at.topic(),
                at.partition(),
                0,
                0,
                0,
                fate == Fate.COUNTED ? 1 : 0,
                fate == Fate.DUPLICATE ? 1 : 0,
                fate == Fate.LATE ? 1 : 0,
                fate == Fate.REJECTED ? 1 : 0);
    }

    /** One record that was read. */
    public static IntakeDelta read(RecordPosition at, boolean rejected) {
        return new IntakeDelta(
                at.topic(), at.partition(), at.offset() + 1, at.publishedAt(), 1, 0, 0, 0, rejected ? 1 : 0);
    }

    /** Events that had been counted and turn out to be late. */
    public static IntakeDelta lateAfterAll(RecordPosition at, long events) {
        return new IntakeDelta(at.topic(), at.partition(), 0, 0, 0, -events, 0, events, 0);
    }

    /** These and others of the same partition. */
    public IntakeDelta plus(IntakeDelta other) {
        return new IntakeDelta(
                topic,
                partition,
                Math.max(nextOffset, other.nextOffset),
                Math.max(publishedAt, other.publishedAt),
                read + other.read,
                counted + other.counted,
                duplicates + other.duplicates,
                late + other.late,
                rejected + other.rejected);
    }
}
