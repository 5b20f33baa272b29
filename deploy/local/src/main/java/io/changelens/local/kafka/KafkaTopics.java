package io.changelens.local.kafka;

import io.changelens.local.UserError;
import io.changelens.pipeline.config.KafkaFailure;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.schemas.Topic;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates topics on a local or external broker, and asks whether one answers. */
public final class KafkaTopics {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private KafkaTopics() {}

    /**
     * The cluster id of the broker that answers; empty if none does.
     *
     * @param kafka connection settings
     * @param patience longest wait for an answer
     */
    public static Optional<String> clusterId(KafkaSettings kafka, Duration patience) {
        // Tries a plain TCP connection first, because the Kafka client logs every refused connection.
        if (Stream.of(kafka.bootstrap().split(",")).noneMatch(broker -> accepts(broker, patience))) {
            return Optional.empty();
        }
        try (Admin admin = admin(kafka, patience)) {
            DescribeClusterResult cluster = admin.describeCluster();
            return cluster.nodes().get().isEmpty()
                    ? Optional.empty()
                    : Optional.of(cluster.clusterId().get());
        } catch (ExecutionException | KafkaException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static boolean accepts(String broker, Duration patience) {
        String[] parts = broker.split(":", 2);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(parts[0], Integer.parseInt(parts[1])), (int) patience.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Creates the missing topics and leaves existing ones unchanged.
     *
     * @param kafka connection settings, with the prefix of topic names
     * @param topics topics that are needed, by their names without prefix
     * @throws UserError if no broker answers or it refuses
     */
    public static void createMissing(KafkaSettings kafka, List<Topic> topics) throws InterruptedException {
        try (Admin admin = admin(kafka, PATIENCE)) {
            Set<String> present = admin.listTopics().names().get();
            Collection<NewTopic> missing = topics.stream()
                    .filter(topic -> !present.contains(kafka.topic(topic.name())))
                    .map(topic -> newTopic(kafka, topic))
                    .toList();
            create(admin, missing);
        } catch (ExecutionException e) {
            throw refused(kafka, e.getCause());
        } catch (KafkaException e) {
            throw refused(kafka, e);
        }
    }

    /**
     * Creates topics and checks each result, so that a refusal names the topics and an existing topic does not hide
     * another failure.
     */
    private static void create(Admin admin, Collection<NewTopic> missing)
            throws ExecutionException, InterruptedException {
        Set<String> refused = new TreeSet<>();
        for (Map.Entry<String, KafkaFuture<Void>> topic :
                admin.createTopics(missing).values().entrySet()) {
            try {
                topic.getValue().get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof TopicAuthorizationException) {
                    refused.add(topic.getKey());
                } else if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        if (!refused.isEmpty()) {
            throw new TopicAuthorizationException(refused);
        }
    }

    private static UserError refused(KafkaSettings kafka, Throwable reason) {
        return new UserError(
                KafkaFailure.explain(reason, kafka)
                        .orElseGet(() ->
                                "cannot create topics on Kafka at " + kafka.bootstrap() + ": " + reason.getMessage()),
                reason);
    }

    private static NewTopic newTopic(KafkaSettings kafka, Topic topic) {
        // -1: the broker's default replication factor.
        return new NewTopic(kafka.topic(topic.name()), topic.partitions(), (short) -1)
                .configs(
                        topic.compacted()
                                ? Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
                                : Map.of());
    }

    private static Admin admin(KafkaSettings kafka, Duration patience) {
        int millis = (int) patience.toMillis();
        return Admin.create(kafka.client(Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis)));
    }
}
