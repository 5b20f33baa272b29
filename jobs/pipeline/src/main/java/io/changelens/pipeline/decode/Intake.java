package io.changelens.pipeline.decode;

import io.changelens.schemas.RecordKind;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.types.Either;

/**
 * A topic after decoding.
 *
 * @param events events that passed all checks
 * @param rejected records that cannot be decoded or break a rule
 * @param account numbers of records read and rejected
 * @param <T> the generated record
 */
public record Intake<T extends SpecificRecordBase>(
        DataStream<Received<T>> events, DataStream<RejectedRecord> rejected, DataStream<IntakeDelta> account) {

    /**
     * Splits decoded records into events and rejected records.
     *
     * @param decoded the output of a source
     * @param kind kind of the records
     * @param <T> the generated record
     */
    public static <T extends SpecificRecordBase> Intake<T> of(
            DataStream<Either<RejectedRecord, Received<T>>> decoded, RecordKind<T> kind) {
        SingleOutputStreamOperator<Received<T>> events = decoded.transform(
                        "split-rejected", Received.typeInfo(kind.type()), new SplitRejectedOperator<T>())
                .uid("split-rejected-" + kind.topic())
                .name("split rejected of " + kind.topic());
        return new Intake<>(
                events, events.getSideOutput(SplitRejectedOperator.REJECTED), events.getSideOutput(IntakeDelta.OUTPUT));
    }

    /**
     * Returns the events without the records they came in, and counts each of them as counted.
     *
     * @param what suffix of the operator's uid and name
     * @param kind kind of the records
     */
    public Plain<T> plain(String what, RecordKind<T> kind) {
        SingleOutputStreamOperator<T> plain = events.process(new Unwrap<T>())
                .returns(new AvroTypeInfo<>(kind.type()))
                .uid("unwrap-" + what)
                .name("unwrap " + what);
        return new Plain<>(plain, plain.getSideOutput(IntakeDelta.OUTPUT));
    }

    /**
     * Returns the events without the records they came in.
     *
     * @param what suffix of the operator's uid and name
     * @param kind kind of the records
     */
    public DataStream<T> plainEvents(String what, RecordKind<T> kind) {
        return plain(what, kind).events();
    }

    /**
     * Events without the records they came in.
     *
     * @param events the events
     * @param account numbers of events counted
     * @param <T> the type of the events
     */
    public record Plain<T>(DataStream<T> events, DataStream<IntakeDelta> account) {}
}
