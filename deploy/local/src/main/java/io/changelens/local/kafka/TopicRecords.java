package io.changelens.local.kafka;

import io.changelens.local.UserError;
import io.changelens.pipeline.config.KafkaFailure;
import io.changelens.pipeline.config.KafkaSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** Asks which records of a topic Kafka still has, and deletes those of a topic that is computed again. */
public final class TopicRecords {

    private TopicRecords() {}

    /**
     * Requires that Kafka has the records of topics from the first one on.
     *
     * @param kafka connection settings
     * @param topics names without prefix
     * @throws UserError naming the topic whose beginning was deleted, or if Kafka does not answer or refuses
     */
    public static void requireComplete(KafkaSettings kafka, List<String> topics) throws InterruptedException {
        Optional<String> missing = missing(kafka, topics);
        if (missing.isPresent()) {
            throw new UserError(missing.get());
        }
    }

    /**
     * Says which records of topics Kafka no longer has, from the first one on.
     *
     * @param kafka connection settings
     * @param topics names without prefix
     * @return one line about a topic whose beginning was deleted; empty if there is none
     * @throws UserError if Kafka does not answer or refuses
     */
    public static Optional<String> missing(KafkaSettings kafka, List<String> topics) throws InterruptedException {
        List<String> full = topics.stream().map(kafka::topic).toList();
        try (Admin admin = Admin.create(kafka.client(Map.of()))) {
            return offsets(admin, full, OffsetSpec.earliest()).entrySet().stream()
                    .filter(first -> first.getValue() > 0)
                    .findFirst()
                    .map(first -> "Kafka no longer has the first " + first.getValue() + " records of partition "
                            + first.getKey().partition() + " of the topic "
                            + first.getKey().topic() + ": what was computed from them cannot be computed again");
        } catch (ExecutionException e) {
            throw refused("cannot read the topics " + String.join(", ", full), kafka, e);
        }
    }

    /**
     * Deletes all records of a topic, and keeps the topic.
     *
     * @param kafka connection settings
     * @param topic name without prefix
     * @throws UserError if Kafka does not answer or refuses
     */
    public static void deleteAll(KafkaSettings kafka, String topic) throws InterruptedException {
        String full = kafka.topic(topic);
        try (Admin admin = Admin.create(kafka.client(Map.of()))) {
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            offsets(admin, List.of(full), OffsetSpec.latest())
                    .forEach((partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end)));
            admin.deleteRecords(all).all().get();
        } catch (ExecutionException e) {
            throw refused("cannot delete the records of the topic " + full, kafka, e);
        }
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, List<String> topics, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (TopicDescription topic :
                admin.describeTopics(topics).allTopicNames().get().values()) {
            topic.partitions()
                    .forEach(partition -> wanted.put(new TopicPartition(topic.name(), partition.partition()), which));
        }
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> found :
                admin.listOffsets(wanted).all().get().entrySet()) {
            offsets.put(found.getKey(), found.getValue().offset());
        }
        return offsets;
    }

    private static UserError refused(String what, KafkaSettings kafka, ExecutionException e) {
        return new UserError(
                KafkaFailure.explain(e, kafka)
                        .orElseGet(() -> what + " on Kafka at " + kafka.bootstrap() + ": "
                                + e.getCause().getMessage()),
                e);
    }
}
