package io.changelens.pipeline.sink;

import io.changelens.pipeline.audit.AuditTopology.Audit;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.decode.LateEvent;
import io.changelens.pipeline.decode.RecordPosition;
import io.changelens.pipeline.decode.RejectedRecord;
import io.changelens.schemas.ChangeAlert;
import io.changelens.schemas.OutcomeMinute;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.Topics;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Publishes Flink streams to Kafka. */
public final class KafkaSinks {

    /**
     * The longest timeout that brokers allow by default. A job that is down for longer loses its uncommitted records.
     */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

    /** Prefix of the transactional ids. The connector appends the subtask and the checkpoint. */
    public static final String TRANSACTIONAL_ID = "changelens-outcomes";

    /** Brokers accept records of a megabyte by default, headers included. */
    private static final int MAX_KEPT_BYTES = 1_000_000;

    private final KafkaSettings kafka;

    /**
     * Creates sinks for the brokers of a job.
     *
     * @param settings settings of the job, which name the brokers
     */
    public KafkaSinks(Settings settings) {
        this.kafka = settings.kafka();
    }

    /**
     * Publishes KPI sums to the topic {@code outcomes}, exactly once: consumers with {@code read_committed} see each
     * revision once.
     *
     * <p>Each subtask writes to its own partition, which holds its finished minutes in order. The watermark of a
     * consumer is the minimum over the partitions, hence never ahead of a slow subtask.
     */
    public void publishOutcomes(DataStream<OutcomeMinute> minutes) {
        String topic = kafka.topic(Topics.OUTCOMES);
        KafkaSink<OutcomeMinute> sink = KafkaSink.<OutcomeMinute>builder()
                .setKafkaProducerConfig(kafka.connector(Map.of(
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Long.toString(TRANSACTION_TIMEOUT.toMillis()),
                        ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd",
                        ProducerConfig.LINGER_MS_CONFIG, "20")))
                .setBootstrapServers(kafka.bootstrap())
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(kafka.transactionalId(TRANSACTIONAL_ID))
                .setRecordSerializer((minute, context, timestamp) -> outcome(topic, minute, partition(topic, context)))
                .build();
        minutes.sinkTo(sink).uid("publish-outcomes").name("publish outcomes");
    }

    private static int partition(String topic, KafkaRecordSerializationSchema.KafkaSinkContext context) {
        int[] partitions = context.getPartitionsForTopic(topic);
        return partitions[context.getParallelInstanceId() % partitions.length];
    }

    private static ProducerRecord<byte[], byte[]> outcome(String topic, OutcomeMinute minute, int partition) {
        return new ProducerRecord<>(
                topic,
                partition,
                notAhead(minute.getMinute().toEpochMilli()),
                utf8(RecordKind.OUTCOMES.key(minute)),
                RecordKind.OUTCOMES.encode(minute),
                List.of());
    }

    /**
     * Publishes alerts to the topic {@code change-alerts}.
     *
     * @param alerts the alerts
     * @param what suffix of the operator's uid and name
     */
    public void publishAlerts(DataStream<ChangeAlert> alerts, String what) {
        String topic = kafka.topic(Topics.CHANGE_ALERTS);
        publish(
                alerts,
                "alerts-" + what,
                alert -> new ProducerRecord<>(
                        topic,
                        null,
                        notAhead(alert.getRaisedAt().toEpochMilli()),
                        utf8(RecordKind.CHANGE_ALERTS.key(alert)),
                        RecordKind.CHANGE_ALERTS.encode(alert)));
    }

    /**
     * Publishes events to the topics of their kinds, at least once. Jobs that read them recognize a copy by its event id.
     * The timestamp of a record is the time at which it is sent, as in an import.
     */
    public void publishEvents(DataStream<MappedEvent> events) {
        KafkaSettings names = kafka;
        publish(
                events,
                "events",
                event -> new ProducerRecord<>(names.topic(event.topic()), null, null, event.key(), event.value()));
    }

    /** Publishes rejected records and late events to the topics {@code rejected-records} and {@code late-events}. */
    public void publishAudit(Audit audit) {
        publishRejected(audit.rejected());
        audit.late().ifPresent(this::publishLate);
    }

    private void publishRejected(DataStream<RejectedRecord> rejected) {
        String topic = kafka.topic(Topics.REJECTED_RECORDS);
        publish(
                rejected,
                "rejected",
                r -> kept(
                        topic,
                        r.position(),
                        r.raw(),
                        List.of(header("reason", r.reason()), header("detail", r.detail()))));
    }

    private void publishLate(DataStream<LateEvent> late) {
        String topic = kafka.topic(Topics.LATE_EVENTS);
        publish(
                late,
                "late",
                l -> kept(
                        topic,
                        l.position(),
                        l.raw(),
                        List.of(
                                header("event-id", l.eventId()),
                                header("occurred-at", Long.toString(l.occurredAt())))));
    }

    private <T> void publish(DataStream<T> stream, String what, RecordOf<T> record) {
        KafkaRecordSerializationSchema<T> serializer = (element, context, timestamp) -> record.of(element);
        KafkaSink<T> sink = KafkaSink.<T>builder()
                .setKafkaProducerConfig(kafka.connector(Map.of(ProducerConfig.LINGER_MS_CONFIG, "20")))
                .setBootstrapServers(kafka.bootstrap())
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(serializer)
                .build();
        stream.sinkTo(sink).uid("publish-" + what).name("publish " + what);
    }

    /**
     * Copies the original bytes. The key is the position of the original record, so that duplicates can be recognized.
     * Values that are too long for the topic beside the headers are cut, and a header states the original length; the
     * table keeps all bytes.
     */
    private static ProducerRecord<byte[], byte[]> kept(
            String topic, RecordPosition origin, byte[] raw, List<Header> why) {
        List<Header> headers = new ArrayList<>(why);
        headers.add(header("topic", origin.topic()));
        headers.add(header("partition", Integer.toString(origin.partition())));
        headers.add(header("offset", Long.toString(origin.offset())));
        headers.add(header("published-at", Long.toString(origin.publishedAt())));
        String key = origin.topic() + "/" + origin.partition() + "/" + origin.offset();
        byte[] value = raw;
        if (raw.length > MAX_KEPT_BYTES) {
            value = Arrays.copyOf(raw, MAX_KEPT_BYTES);
            headers.add(header("cut-from", Integer.toString(raw.length)));
        }
        return new ProducerRecord<>(topic, null, null, utf8(key), value, headers);
    }

    /**
     * Limits a timestamp to the present. Brokers refuse records dated more than an hour ahead, and the job would fail
     * at such a record again and again.
     */
    private static long notAhead(long time) {
        return Math.min(time, System.currentTimeMillis());
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, utf8(value));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Creates the Kafka record of an element. */
    private interface RecordOf<T> extends Serializable {
        /** Returns the record. */
        ProducerRecord<byte[], byte[]> of(T element);
    }
}
