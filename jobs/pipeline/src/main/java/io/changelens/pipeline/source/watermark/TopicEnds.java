package io.changelens.pipeline.source.watermark;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Finds the partitions of a topic that are read to their end. The end of a transaction and a record that compaction
 * removed take an offset too: when a reader's offset is before the end, this class searches for records between the
 * two. An open transaction counts as unread.
 */
final class TopicEnds implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int LOOKS = 5;

    private final String topic;
    private final KafkaConsumer<byte[], byte[]> atEnd;
    private final KafkaConsumer<byte[], byte[]> committed;
    private final Map<Integer, Long> emptyUpTo = new HashMap<>();

    /**
     * Connects to Kafka.
     *
     * @param topic the topic
     * @param consumer properties of the source's own consumers
     */
    TopicEnds(String topic, Properties consumer) {
        this.topic = topic;
        // The end includes open transactions, whose events may be older than those of other partitions.
        this.atEnd = consumer(consumer, "read_uncommitted");
        this.committed = consumer(consumer, "read_committed");
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Properties given, String isolation) {
        Properties properties = new Properties();
        properties.putAll(given);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // Records that retention has deleted are skipped.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Integer.toString((int) PATIENCE.toMillis()));
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "1024");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Returns all partitions of the topic. */
    Set<Integer> partitions() {
        Set<Integer> partitions = new TreeSet<>();
        atEnd.partitionsFor(topic).forEach(p -> partitions.add(p.partition()));
        return partitions;
    }

    /**
     * Returns the partitions that have no record at or after the given offset.
     *
     * @param offsets the next offset to read, by partition
     */
    Set<Integer> readToEnd(Map<Integer, Long> offsets) {
        List<TopicPartition> asked =
                offsets.keySet().stream().map(this::partition).toList();
        Map<TopicPartition, Long> ends = atEnd.endOffsets(asked);
        Set<Integer> readToEnd = new TreeSet<>();
        offsets.forEach((number, offset) -> {
            long end = ends.get(partition(number));
            if (offset >= end || nothingBetween(number, offset, end)) {
                readToEnd.add(number);
            }
        });
        return readToEnd;
    }

    private TopicPartition partition(int number) {
        return new TopicPartition(topic, number);
    }

    private boolean nothingBetween(int number, long offset, long end) {
        long from = Math.max(offset, emptyUpTo.getOrDefault(number, 0L));
        if (from >= end) {
            return true;
        }
        TopicPartition partition = partition(number);
        committed.assign(List.of(partition));
        committed.seek(partition, from);
        for (int look = 0; look < LOOKS && committed.position(partition) < end; look++) {
            ConsumerRecords<byte[], byte[]> records = committed.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (record.offset() < end) {
                    return false;
                }
            }
        }
        boolean empty = committed.position(partition) >= end;
        if (empty) {
            emptyUpTo.put(number, end);
        }
        return empty;
    }

    @Override
    public void close() {
        atEnd.close();
        committed.close();
    }
}
