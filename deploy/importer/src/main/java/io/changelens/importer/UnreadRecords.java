package io.changelens.importer;

import io.changelens.pipeline.config.KafkaSettings;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts the records between two offsets. The difference of the offsets is too large, because the end of a transaction
 * takes an offset too, which no consumer commits by itself: after the last record of a topic it would look like an
 * unread record.
 */
public final class UnreadRecords implements AutoCloseable {

    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(500);

    /** Above this number of offsets, the offsets are counted instead of the records: most of them are records. */
    private static final long FEW = 1000;

    private final Consumer<byte[], byte[]> consumer;

    /**
     * Connects to a Kafka.
     *
     * @param kafka connection settings
     */
    public UnreadRecords(KafkaSettings kafka) {
        consumer = CommittedRecords.consumer(kafka);
    }

    /**
     * Counts the records in a range of offsets, or the offsets if there are more than 1000.
     *
     * @param from first offset of each partition
     * @param to end offset of each partition, exclusive
     * @return number of records; at least 1 while a transaction in the range is open
     */
    public long count(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        Map<TopicPartition, Long> open = from.entrySet().stream()
                .filter(entry -> entry.getValue() < to.get(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        long offsets = open.entrySet().stream()
                .mapToLong(entry -> to.get(entry.getKey()) - entry.getValue())
                .sum();
        return offsets > FEW ? offsets : records(open, to);
    }

    private long records(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        consumer.assign(from.keySet());
        from.forEach(consumer::seek);
        long records = 0;
        long deadline = System.nanoTime() + LONGEST_LOOK.toNanos();
        while (from.keySet().stream().anyMatch(partition -> consumer.position(partition) < to.get(partition))) {
            if (System.nanoTime() > deadline) {
                return Math.max(1, records);
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                records += record.offset() < to.get(partition) ? 1 : 0;
            }
        }
        return records;
    }

    /**
     * Closes without waiting for outstanding answers; the consumer belongs to no group that would have to be informed.
     */
    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
