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
 * @param events what can count
 * @param rejected what cannot
 * @param account how many records were read and rejected
 * @param <T> the generated record
 */
public record Intake<T extends SpecificRecordBase>(
        DataStream<Received<T>> events, DataStream<RejectedRecord> rejected, DataStream<IntakeDelta> account) {

    /** Separates what can count from what cannot. */
    public static <T extends SpecificRecordBase> Intake<T> of(
            DataStream<Either<RejectedRecord, Received<T>>> decoded, RecordKind<T> kind) {
        SingleOutputStreamOperator<Received<T>> events = decoded.transform(
                        "split-rejected", Received.typeInfo(kind.type()), new SplitRejectedOperator<T>())
                .uid("split-rejected-" + kind.topic())
                .name("split rejected of " + kind.topic());
        return new Intake<>(
                events, events.getSideOutput(SplitRejectedOperator.REJECTED), events.getSideOutput(IntakeDelta.OUTPUT));
    }

    /** The events without the records they came in, and that they count; {@code what} names the operator. */
    public Plain<T> plain(String what, RecordKind<T> kind) {
        SingleOutputStreamOperator<T> plain = events.process(new Unwrap<T>())
                .returns(new AvroTypeInfo<>(kind.type()))
                .uid("unwrap-" + what)
                .name("unwrap " + what);
        return new Plain<>(plain, plain.getSideOutput(IntakeDelta.OUTPUT));
    }

    /** The events without the records they came in; {@code what} names the operator. */
    public DataStream<T> plainEvents(String what, RecordKind<T> kind) {
        return plain(what, kind).events();
    }

    /**
     * Events without the records they came in.
     *
     * @param events the events
     * @param account how many of them count
     */
    public record Plain<T>(DataStream<T> events, DataStream<IntakeDelta> account) {}
}
