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

/** Publishes streams to Kafka. */
public final class KafkaSinks {

    /** As long as a broker allows by default; a job that is down for longer loses what it had not yet committed. */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

    /** The connector adds the subtask and the checkpoint. */
    public static final String TRANSACTIONAL_ID = "changelens-outcomes";

    /** A broker takes a megabyte by default, and headers take their part. */
    private static final int MAX_KEPT_BYTES = 1_000_000;

    private final KafkaSettings kafka;

    /** Sinks to the brokers of these settings. */
    public KafkaSinks(Settings settings) {
        this.kafka = settings.kafka();
    }

    /**
     * KPI sums to topic {@code outcomes}, exactly once: readers that read committed records see each revision once. Each
     * subtask writes to a partition of its own, where its finished minutes stand in order: a reader's clock, which runs by
     * partition, never gets ahead of a subtask that is behind.
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

    /** Alerts to topic {@code change-alerts}. {@code what} names the operator. */
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

    /** What does not count to topics {@code rejected-records} and {@code late-events}. */
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
     * The original bytes; the key is where they stood, so that a second copy can be told. Bytes for which the topic has
     * no room beside the headers are cut, and a header says how many there were: the table has them all.
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

    /** Brokers refuse records that are dated more than an hour ahead, and a job would not get over its refusal. */
    private static long notAhead(long time) {
        return Math.min(time, System.currentTimeMillis());
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, utf8(value));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private interface RecordOf<T> extends Serializable {
        ProducerRecord<byte[], byte[]> of(T element);
    }
}
