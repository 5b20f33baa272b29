package io.changelens.pipeline.decode;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.types.Either;

/**
 * A topic after decoding.
 *
 * @param events what can count
 * @param rejected what cannot
 * @param <T> the generated record
 */
public record Intake<T extends SpecificRecordBase>(
        DataStream<Received<T>> events, DataStream<RejectedRecord> rejected) {

    /** Parts what can count from what cannot; {@code topic} names the operator. */
    public static <T extends SpecificRecordBase> Intake<T> of(
            DataStream<Either<RejectedRecord, Received<T>>> decoded, String topic, Contract<T> contract) {
        SingleOutputStreamOperator<Received<T>> events = decoded.process(new SplitRejected<T>())
                .returns(Received.typeInfo(contract.type()))
                .uid("split-rejected-" + topic)
                .name("split rejected of " + topic);
        return new Intake<>(events, events.getSideOutput(SplitRejected.REJECTED));
    }

    /** The events without the records they came in; {@code what} names the operator. */
    public DataStream<T> plainEvents(String what, Contract<T> contract) {
        return events.map(Received::event)
                .returns(new AvroTypeInfo<>(contract.type()))
                .uid("unwrap-" + what)
                .name("unwrap " + what);
    }
}
