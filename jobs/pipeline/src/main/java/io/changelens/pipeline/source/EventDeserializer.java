package io.changelens.pipeline.source;

import io.changelens.core.rules.EventRules.Violation;
import io.changelens.core.rules.RecordRules;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.pipeline.decode.Decoding;
import io.changelens.pipeline.decode.Decoding.Decoded;
import io.changelens.pipeline.decode.Decoding.Rejected;
import io.changelens.pipeline.decode.Received;
import io.changelens.pipeline.decode.RecordDecoder;
import io.changelens.pipeline.decode.RecordFailure;
import io.changelens.pipeline.decode.RecordPosition;
import io.changelens.pipeline.decode.RejectedRecord;
import io.changelens.pipeline.decode.WriterSchemas;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.Topics;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.EitherTypeInfo;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.types.Either;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Turns a Kafka record into a received event (right) or a rejected record (left). Both go on as values from within the
 * source, so that each partition keeps a watermark of its own and nothing is lost.
 *
 * @param <T> the generated record
 */
public final class EventDeserializer<T extends SpecificRecordBase>
        implements KafkaRecordDeserializationSchema<Either<RejectedRecord, Received<T>>> {

    private static final byte[] NOTHING = {};

    private final RecordKind<T> kind;
    private final KafkaSettings kafka;
    private transient RecordDecoder<T> decoder;

    /**
     * A deserializer of that kind, which looks for newer schemas on the topic {@code schemas} of those brokers. Positions
     * name the topic without the prefix that it may have on the brokers.
     */
    public EventDeserializer(RecordKind<T> kind, KafkaSettings kafka) {
        this.kind = kind;
        this.kafka = kafka;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        decoder =
                new RecordDecoder<>(kind.type(), WriterSchemas.with(() -> CompactedTopic.texts(kafka, Topics.SCHEMAS)));
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Either<RejectedRecord, Received<T>>> out) {
        RecordPosition position =
                new RecordPosition(kind.topic(), record.partition(), record.offset(), record.timestamp());
        try {
            // Operators that are chained to the source run within this call.
            out.collect(read(record, position));
        } catch (RuntimeException e) {
            throw RecordFailure.at(position, e);
        }
    }

    private Either<RejectedRecord, Received<T>> read(ConsumerRecord<byte[], byte[]> record, RecordPosition position) {
        byte[] raw = record.value() == null ? NOTHING : record.value();
        Decoding<T> decoding = decoder.decode(raw);
        if (decoding instanceof Rejected<T> rejected) {
            return Either.Left(new RejectedRecord(position, rejected.reason(), rejected.detail(), raw));
        }
        T event = ((Decoded<T>) decoding).event();
        Optional<Violation> violation = RecordRules.check(event, position.publishedAt());
        return violation.isPresent()
                ? Either.Left(new RejectedRecord(
                        position, violation.get().rule(), violation.get().detail(), raw))
                : Either.Right(new Received<>(event, position, raw));
    }

    /** How Flink passes decoded records of a kind on. */
    static <T extends SpecificRecordBase> TypeInformation<Either<RejectedRecord, Received<T>>> typeOf(
            RecordKind<T> kind) {
        return new EitherTypeInfo<>(TypeInformation.of(RejectedRecord.class), Received.typeInfo(kind.type()));
    }

    @Override
    public TypeInformation<Either<RejectedRecord, Received<T>>> getProducedType() {
        return typeOf(kind);
    }
}
