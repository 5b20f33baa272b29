package io.changelens.relay;

import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.pipeline.decode.Decoding;
import io.changelens.pipeline.decode.Decoding.Decoded;
import io.changelens.pipeline.decode.RecordDecoder;
import io.changelens.pipeline.decode.WriterSchemas;
import io.changelens.schemas.AlertState;
import io.changelens.schemas.ChangeAlert;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic of alerts from its beginning, so that the latest revision of each alert is known, and delivers what
 * changes after the offsets that its consumer group has committed; at the first start, after the end of the topic. An offset
 * is committed when all before it is delivered. A revision that does not change the state of an alert is not delivered:
 * figures grow more precise all the time.
 */
public final class AlertRelay {

    /** Name of the consumer group, without its prefix. */
    public static final String GROUP = "changelens-relay";

    private static final Logger LOG = LoggerFactory.getLogger(AlertRelay.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final List<AlertTarget> targets;
    private final Duration youngerThan;
    private final Clock clock;
    private final RecordDecoder<ChangeAlert> decoder =
            new RecordDecoder<>(RecordKind.CHANGE_ALERTS, WriterSchemas.with(WriterSchemas.Announcements.NONE));
    private final Map<String, ChangeAlert> latest = new HashMap<>();
    private final Map<TopicPartition, Long> deliveredUntil = new HashMap<>();
    private Instant toldAt = Instant.MIN;

    /**
     * Creates a relay.
     *
     * @param consumer a consumer of the group, of bytes
     * @param topic name of the topic on the brokers
     * @param targets where to deliver
     * @param youngerThan alerts whose condition began longer ago are not delivered, as those of a history that is read
     * @param clock the time of the wall
     */
    AlertRelay(
            Consumer<byte[], byte[]> consumer,
            String topic,
            List<AlertTarget> targets,
            Duration youngerThan,
            Clock clock) {
        this.consumer = consumer;
        this.topic = topic;
        this.targets = List.copyOf(targets);
        this.youngerThan = youngerThan;
        this.clock = clock;
    }

    /**
     * Relays until the thread is interrupted.
     *
     * @param kafka connection settings
     * @param targets where to deliver
     * @param youngerThan alerts whose condition began longer ago are not delivered
     * @throws InterruptedException when the thread is interrupted
     */
    public static void run(KafkaSettings kafka, List<AlertTarget> targets, Duration youngerThan)
            throws InterruptedException {
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                kafka.client(Map.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        kafka.group(GROUP),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            AlertRelay relay = new AlertRelay(
                    consumer, kafka.topic(Topics.CHANGE_ALERTS), targets, youngerThan, Clock.systemUTC());
            relay.start();
            while (true) {
                relay.step(POLL);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
    }

    /** Finds where to begin. Partitions are assigned, as one relay delivers all. */
    void start() {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata known = committed.get(partition);
            deliveredUntil.put(partition, known == null ? end.get(partition) : known.offset());
        }
        consumer.commitSync(offsets());
    }

    /**
     * Reads and delivers once.
     *
     * @param patience how long to wait for records
     */
    void step(Duration patience) throws InterruptedException {
        boolean any = false;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
            any = true;
            take(record);
        }
        if (any) {
            consumer.commitSync(offsets());
        }
        Instant now = clock.instant();
        if (caughtUp() && !now.isBefore(toldAt.plus(AGAIN))) {
            toldAt = now;
            List<ChangeAlert> raised = latest.values().stream()
                    .filter(alert -> alert.getState() == AlertState.RAISED && isYoung(alert))
                    .toList();
            for (AlertTarget target : targets) {
                target.holding(raised);
            }
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        deliveredUntil.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        return offsets;
    }

    /** Whether the state of every alert is known: until then, one that was cleared since may seem to hold. */
    private boolean caughtUp() {
        return deliveredUntil.entrySet().stream()
                .allMatch(partition -> consumer.position(partition.getKey()) >= partition.getValue());
    }

    private void take(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        boolean delivered = record.offset() < deliveredUntil.get(partition);
        Decoding<ChangeAlert> decoding = decoder.decode(record.value());
        if (decoding instanceof Decoded<ChangeAlert> decoded) {
            ChangeAlert alert = decoded.event();
            ChangeAlert before = latest.get(alert.getAlertId());
            if (before == null || before.getRevision() <= alert.getRevision()) {
                latest.put(alert.getAlertId(), alert);
                boolean news =
                        before == null ? alert.getState() == AlertState.RAISED : before.getState() != alert.getState();
                if (news && !delivered && isYoung(alert)) {
                    for (AlertTarget target : targets) {
                        target.changed(alert);
                    }
                }
            }
        } else if (record.value() != null) {
            LOG.error("the alert at offset {} of partition {} cannot be read", record.offset(), record.partition());
        }
        if (!delivered) {
            deliveredUntil.put(partition, record.offset() + 1);
        }
    }

    private boolean isYoung(ChangeAlert alert) {
        return alert.getRaisedAt().isAfter(clock.instant().minus(youngerThan));
    }
}
