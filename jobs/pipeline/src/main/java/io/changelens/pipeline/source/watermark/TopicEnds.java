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
 * Finds out which partitions of a topic have nothing left to read. The end of a transaction takes an offset too, and so does a
 * record that compaction removed: where a reader's offset is before the end, the records between are looked for. A transaction that is not over
 * counts as something left to read.
 */
final class TopicEnds implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int LOOKS = 5;

    private final String topic;
    private final KafkaConsumer<byte[], byte[]> atEnd;
    private final KafkaConsumer<byte[], byte[]> committed;
    private final Map<Integer, Long> emptyUpTo = new HashMap<>();

    /** Asks about a topic, with the properties of the source's own consumers. */
    TopicEnds(String topic, Properties consumer) {
        this.topic = topic;
        // The end with what is not committed: in an open transaction, older events than those of other partitions may
        // wait.
        this.atEnd = consumer(consumer, "read_uncommitted");
        this.committed = consumer(consumer, "read_committed");
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Properties given, String isolation) {
        Properties properties = new Properties();
        properties.putAll(given);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // What retention has deleted is not there to be read.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Integer.toString((int) PATIENCE.toMillis()));
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "1024");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** All partitions of the topic. */
    Set<Integer> partitions() {
        Set<Integer> partitions = new TreeSet<>();
        atEnd.partitionsFor(topic).forEach(p -> partitions.add(p.partition()));
        return partitions;
    }

    /** Those partitions in which nothing is left at or after the given offsets. */
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
