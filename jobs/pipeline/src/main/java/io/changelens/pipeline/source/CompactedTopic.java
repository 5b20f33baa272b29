package io.changelens.pipeline.source;

import io.changelens.pipeline.config.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a compacted topic as a table, without Flink: once, from its start to its current end. */
final class CompactedTopic {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private CompactedTopic() {}

    /** Returns the last value of each key, decoded as UTF-8. */
    static List<String> texts(KafkaSettings kafka, String topic) {
        return read(kafka, topic).stream()
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .toList();
    }

    /**
     * Returns the last value of each key, ordered by the first occurrence of the key; nothing when the topic does not
     * exist.
     *
     * @throws org.apache.kafka.common.KafkaException if the brokers do not answer
     */
    static List<byte[]> read(KafkaSettings kafka, String topic) {
        Map<String, Object> options = kafka.client(Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis(),
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.CLIENT_ID_CONFIG,
                kafka.group("changelens-table-" + topic)));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(options, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<PartitionInfo> infos = consumer.partitionsFor(kafka.topic(topic));
            if (infos == null) {
                return List.of();
            }
            List<TopicPartition> partitions = infos.stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return readTo(consumer, consumer.endOffsets(partitions));
        } catch (UnknownTopicOrPartitionException e) {
            return List.of();
        }
    }

    private static List<byte[]> readTo(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        Map<String, byte[]> latest = new LinkedHashMap<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PATIENCE)) {
                String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.ISO_8859_1);
                if (record.value() == null) {
                    latest.remove(key);
                } else {
                    latest.put(key, record.value());
                }
            }
        }
        return new ArrayList<>(latest.values());
    }
}
