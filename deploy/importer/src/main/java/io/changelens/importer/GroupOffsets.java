package io.changelens.importer;

import io.changelens.pipeline.config.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Queries end offsets of topics and committed offsets of consumer groups. */
public final class GroupOffsets implements AutoCloseable {

    private final Admin admin;

    /**
     * Connects to a Kafka.
     *
     * @param kafka connection settings
     */
    public GroupOffsets(KafkaSettings kafka) {
        admin = Admin.create(kafka.client(Map.of()));
    }

    /**
     * The end offset of each partition: the offset after its last record.
     *
     * @param topics full names of topics, with prefix
     */
    public Map<TopicPartition, Long> ends(List<String> topics) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (TopicDescription topic :
                admin.describeTopics(topics).allTopicNames().get().values()) {
            topic.partitions()
                    .forEach(p -> wanted.put(new TopicPartition(topic.name(), p.partition()), OffsetSpec.latest()));
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(wanted).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /**
     * The offsets that a group has committed; empty if it never has.
     *
     * @param group full name of the group, with prefix
     */
    public Map<TopicPartition, OffsetAndMetadata> committed(String group)
            throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
    }

    /**
     * The offsets that a group has committed for some partitions; 0 for a partition without one.
     *
     * @param group full name of the group, with prefix
     * @param partitions the partitions
     */
    public Map<TopicPartition, Long> committed(String group, Set<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> known = committed(group);
        return partitions.stream()
                .collect(Collectors.toMap(
                        partition -> partition,
                        partition -> known.containsKey(partition)
                                ? known.get(partition).offset()
                                : 0));
    }

    /** Closes without waiting for outstanding answers; for a broker that is gone, that would take a minute. */
    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
