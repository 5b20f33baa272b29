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
 * @param account how many records were read and rejected
 * @param <T> the generated record
 */
public record Intake<T extends SpecificRecordBase>(
        DataStream<Received<T>> events, DataStream<RejectedRecord> rejected, DataStream<IntakeDelta> account) {

    /** Separates what can count from what cannot; {@code topic} names the operator. */
    public static <T extends SpecificRecordBase> Intake<T> of(
            DataStream<Either<RejectedRecord, Received<T>>> decoded, String topic, Contract<T> contract) {
        SingleOutputStreamOperator<Received<T>> events = decoded.transform(
                        "split-rejected", Received.typeInfo(contract.type()), new SplitRejected<T>())
                .uid("split-rejected-" + topic)
                .name("split rejected of " + topic);
        return new Intake<>(
                events, events.getSideOutput(SplitRejected.REJECTED), events.getSideOutput(IntakeDelta.OUTPUT));
    }

    /** The events without the records they came in, and that they count; {@code what} names the operator. */
    public Plain<T> plain(String what, Contract<T> contract) {
        SingleOutputStreamOperator<T> plain = events.process(new Unwrap<T>())
                .returns(new AvroTypeInfo<>(contract.type()))
                .uid("unwrap-" + what)
                .name("unwrap " + what);
        return new Plain<>(plain, plain.getSideOutput(IntakeDelta.OUTPUT));
    }

    /** The events without the records they came in; {@code what} names the operator. */
    public DataStream<T> plainEvents(String what, Contract<T> contract) {
        return plain(what, contract).events();
    }

    /**
     * Events without the records they came in.
     *
     * @param events the events
     * @param account how many of them count
     */
    public record Plain<T>(DataStream<T> events, DataStream<IntakeDelta> account) {}
}
