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
import org.apache.kafka.common.header.Header;

/**
 * Deserializes a Kafka record to a received event (right) or a rejected record (left). The source emits both as values,
 * so each partition keeps its own watermark and no record is lost.
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
     * Creates a deserializer. It looks up unknown writer schemas on the topic {@code schemas}. The positions of its
     * records name the topic without the prefix that the brokers may require.
     *
     * @param kind kind of the records
     * @param kafka settings for the connection to the brokers
     */
    public EventDeserializer(RecordKind<T> kind, KafkaSettings kafka) {
        this.kind = kind;
        this.kafka = kafka;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        decoder = decoder(kind, kafka);
    }

    /**
     * Creates the decoder of a kind of records, which asks the topic {@code schemas} and, if there is one, the schema
     * registry.
     */
    static <T extends SpecificRecordBase> RecordDecoder<T> decoder(RecordKind<T> kind, KafkaSettings kafka) {
        WriterSchemas writers = WriterSchemas.with(() -> CompactedTopic.texts(kafka, Topics.SCHEMAS));
        return SchemaRegistry.of(kafka)
                .map(registry -> new RecordDecoder<>(kind, writers, registry))
                .orElseGet(() -> new RecordDecoder<>(kind, writers));
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
        Decoding<T> decoding = decoder.decode(raw, name -> header(record, name));
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

    /** Returns the Flink type of decoded records of a kind. */
    static <T extends SpecificRecordBase> TypeInformation<Either<RejectedRecord, Received<T>>> typeOf(
            RecordKind<T> kind) {
        return new EitherTypeInfo<>(TypeInformation.of(RejectedRecord.class), Received.typeInfo(kind.type()));
    }

    private static byte[] header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : header.value();
    }

    @Override
    public TypeInformation<Either<RejectedRecord, Received<T>>> getProducedType() {
        return typeOf(kind);
    }
}
