package io.changelens.local.stack;

import io.changelens.local.cli.UserError;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates topics on a broker, ours or somebody else's. */
public final class KafkaTopics {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private KafkaTopics() {}

    /** Whether a broker answers. */
    static boolean answers(String bootstrap, Duration patience) {
        // A plain connection first: the client logs every refused one.
        String[] parts = bootstrap.split(":", 2);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(parts[0], Integer.parseInt(parts[1])), (int) patience.toMillis());
        } catch (IOException e) {
            return false;
        }
        try (Admin admin = admin(bootstrap, patience)) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException | KafkaException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The id of the cluster whose broker answers; empty if none does. */
    static Optional<String> clusterId(String bootstrap, Duration patience) throws InterruptedException {
        try (Admin admin = admin(bootstrap, patience)) {
            return Optional.of(admin.describeCluster().clusterId().get());
        } catch (ExecutionException | KafkaException e) {
            return Optional.empty();
        }
    }

    /**
     * Creates the topics that are missing and leaves the others as they are.
     *
     * @throws UserError if no broker answers or it refuses
     */
    public static void createMissing(String bootstrap, List<Topic> topics) throws InterruptedException {
        try (Admin admin = admin(bootstrap, PATIENCE)) {
            Set<String> present = admin.listTopics().names().get();
            Collection<NewTopic> missing = topics.stream()
                    .filter(topic -> !present.contains(topic.name()))
                    .map(KafkaTopics::newTopic)
                    .toList();
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw refused(bootstrap, e.getCause());
            }
        } catch (KafkaException e) {
            throw refused(bootstrap, e);
        }
    }

    private static UserError refused(String bootstrap, Throwable reason) {
        return new UserError("cannot create topics on Kafka at " + bootstrap + ": " + reason.getMessage(), reason);
    }

    private static NewTopic newTopic(Topic topic) {
        // -1 replicas: what the broker has as its default.
        return new NewTopic(topic.name(), topic.partitions(), (short) -1)
                .configs(
                        topic.compacted()
                                ? Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
                                : Map.of());
    }

    private static Admin admin(String bootstrap, Duration patience) {
        int millis = (int) patience.toMillis();
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis));
    }
}
