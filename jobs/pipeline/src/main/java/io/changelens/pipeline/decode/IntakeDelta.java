package io.changelens.pipeline.decode;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/**
 * Changes to the intake counts of one partition, in numbers of records.
 *
 * @param topic the topic
 * @param partition the partition, from 0
 * @param nextOffset offset after the last record read; 0 when this delta contains no record read
 * @param publishedAt latest timestamp of a record read, epoch milliseconds; 0 when this delta contains no record read
 * @param read records that the source has emitted
 * @param counted events that count
 * @param duplicates copies of events that have been counted
 * @param late events that arrived after their minute, or whatever they belong to, was closed
 * @param rejected records that cannot be decoded or break a rule
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

    /** Side output to which operators send these deltas. */
    public static final OutputTag<IntakeDelta> OUTPUT =
            new OutputTag<>("intake", TypeInformation.of(IntakeDelta.class));

    /** Outcome of one record. */
    public enum Fate {
        /** The event counts. */
        COUNTED,
        /** The event is a copy of one that has been counted. */
        DUPLICATE,
        /** The event arrived after the time it belongs to was closed. */
        LATE,
        /** The record cannot be decoded or breaks a rule. */
        REJECTED
    }

    /** Returns the delta of one record whose outcome is known. */
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

    /**
     * Returns the delta of one record that the source has emitted.
     *
     * @param at position of the record
     * @param rejected whether the record is rejected, too
     */
    public static IntakeDelta read(RecordPosition at, boolean rejected) {
        return new IntakeDelta(
                at.topic(), at.partition(), at.offset() + 1, at.publishedAt(), 1, 0, 0, 0, rejected ? 1 : 0);
    }

    /** Returns the sum of two deltas of the same partition. */
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
