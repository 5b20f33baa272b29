package io.changelens.intake;

import io.changelens.pipeline.decode.RecordFailure;
import io.changelens.pipeline.decode.RecordPosition;
import io.changelens.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Takes documents out of Kafka records. Their bytes are not read here, so no record is refused. */
final class DocumentDeserializer implements KafkaRecordDeserializationSchema<Document> {

    /** Header with the name of the preset, on the topic {@code intake}. */
    static final String PRESET = "changelens-preset";

    /** Header with the time at which a document arrived, ISO 8601; by default the timestamp of the record. */
    static final String RECEIVED = "changelens-received";

    private static final long serialVersionUID = 1;
    private static final byte[] NOTHING = {};

    private final String topic;
    private final String preset;

    private DocumentDeserializer(String topic, String preset) {
        this.topic = topic;
        this.preset = preset;
    }

    /** Returns the deserializer of the topic {@code intake}, where a header names the preset. */
    static DocumentDeserializer ofIntake() {
        return new DocumentDeserializer(Topics.INTAKE, null);
    }

    /**
     * Returns the deserializer of a topic of the user's.
     *
     * @param topic the topic
     * @param preset the preset of all its documents
     */
    static DocumentDeserializer of(String topic, String preset) {
        return new DocumentDeserializer(topic, preset);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Document> out) {
        RecordPosition position = new RecordPosition(topic, record.partition(), record.offset(), record.timestamp());
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            byte[] value = header.value() == null ? NOTHING : header.value();
            headers.put(header.key().toLowerCase(Locale.ROOT), new String(value, StandardCharsets.UTF_8));
        }
        // For tools whose documents may lack a time; a receiver knows the time better than Kafka.
        headers.putIfAbsent(
                RECEIVED, Instant.ofEpochMilli(Math.max(0, record.timestamp())).toString());
        String named = preset == null ? headers.getOrDefault(PRESET, "") : preset;
        byte[] value = record.value() == null ? NOTHING : record.value();
        try {
            // Operators that are chained to the source run within this call.
            out.collect(new Document(named, headers, position, value));
        } catch (RuntimeException e) {
            throw RecordFailure.at(position, e);
        }
    }

    @Override
    public TypeInformation<Document> getProducedType() {
        return Document.TYPE;
    }
}
