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

/** Asks Kafka where topics end, and up to where consumer groups have committed. */
public final class GroupOffsets implements AutoCloseable {

    private final Admin admin;

    /** Asks that Kafka. */
    public GroupOffsets(KafkaSettings kafka) {
        admin = Admin.create(kafka.client(Map.of()));
    }

    /** The offset behind the last record of each partition of topics. */
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

    /** What a group has committed; empty when it never has. */
    public Map<TopicPartition, OffsetAndMetadata> committed(String group)
            throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
    }

    /** What a group has committed of some partitions; 0 where it never has. */
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

    /** Closes without waiting for answers: of a broker that has gone, they would be waited for a minute. */
    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
