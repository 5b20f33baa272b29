package io.changelens.pipeline.source;

import io.changelens.pipeline.config.KafkaFailure;
import io.changelens.pipeline.config.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The rights that a job needs on Kafka. They are checked before the job is submitted, because a running job would
 * restart at each missing right in turn.
 *
 * @param job name of the job
 * @param group its consumer group
 * @param reads topics that it reads, without the prefix of the brokers
 * @param writes topics that it writes, without the prefix of the brokers
 * @param transactionalId prefix of its transactional ids; empty if it has none
 */
public record KafkaAccess(
        String job, String group, List<String> reads, List<String> writes, Optional<String> transactionalId) {

    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(30).toMillis();

    /**
     * Checks the rights of the user with the brokers. Topics that do not exist yet are skipped. Without client
     * properties there is no login, and nothing is checked.
     *
     * @param kafka settings for the connection to the brokers
     * @throws IllegalStateException with one line that names every missing right, or the reason why Kafka cannot be
     *     asked
     * @throws IllegalArgumentException with one line, if a secret is not where the client properties refer to
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void require(KafkaSettings kafka) throws InterruptedException {
        if (kafka.properties().isEmpty()) {
            return;
        }
        kafka.requireSecrets();
        List<String> missing = new ArrayList<>();
        try (Admin admin = Admin.create(kafka.client(Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS)))) {
            missing.addAll(topics(admin, kafka));
            missing.addAll(group(admin, kafka.group(group)));
            if (transactionalId.isPresent()) {
                missing.addAll(transactions(admin, kafka.transactionalId(transactionalId.get())));
            }
        } catch (ExecutionException | KafkaException e) {
            throw refused(kafka, e);
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException("Kafka at " + kafka.bootstrap() + " does not grant the user what the job "
                    + job + " needs: " + String.join(", ", missing) + "; add these ACLs");
        }
    }

    /**
     * Checks as {@link #require} does, and that the topics that are read exist, also where there is no login.
     *
     * @throws IllegalStateException with one line that says what to fix
     * @throws IllegalArgumentException with one line, if a secret is not where the client properties refer to
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void requireTopics(KafkaSettings kafka) throws InterruptedException {
        require(kafka);
        kafka.requireSecrets();
        try (Admin admin = Admin.create(kafka.client(Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS)))) {
            Set<String> there = admin.listTopics().names().get();
            List<String> missing = reads.stream()
                    .map(kafka::topic)
                    .filter(topic -> !there.contains(topic))
                    .toList();
            if (!missing.isEmpty()) {
                throw new IllegalStateException("Kafka at " + kafka.bootstrap() + " has no topic "
                        + String.join(", ", missing) + ", which the job " + job + " is to read");
            }
        } catch (ExecutionException | KafkaException e) {
            throw refused(kafka, e);
        }
    }

    private static IllegalStateException refused(KafkaSettings kafka, Exception e) {
        return new IllegalStateException(
                KafkaFailure.explain(e, kafka)
                        .orElseGet(() -> "cannot ask Kafka at " + kafka.bootstrap() + ": " + e.getMessage()),
                e);
    }

    private Collection<String> topics(Admin admin, KafkaSettings kafka)
            throws ExecutionException, InterruptedException {
        Set<String> all = new TreeSet<>(reads);
        all.addAll(writes);
        Map<String, KafkaFuture<TopicDescription>> described = admin.describeTopics(
                        all.stream().map(kafka::topic).toList(),
                        new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        List<String> missing = new ArrayList<>();
        for (String name : all) {
            Optional<Set<AclOperation>> granted = granted(described.get(kafka.topic(name)));
            if (reads.contains(name) && granted.isPresent() && !granted.get().contains(AclOperation.READ)) {
                missing.add("READ topic " + kafka.topic(name));
            }
            if (writes.contains(name) && granted.isPresent() && !granted.get().contains(AclOperation.WRITE)) {
                missing.add("WRITE topic " + kafka.topic(name));
            }
        }
        return missing;
    }

    /** Returns the granted operations; empty when the topic does not exist. */
    private static Optional<Set<AclOperation>> granted(KafkaFuture<TopicDescription> topic)
            throws ExecutionException, InterruptedException {
        try {
            return Optional.ofNullable(topic.get().authorizedOperations());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicAuthorizationException) {
                return Optional.of(Set.of());
            }
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static List<String> group(Admin admin, String group) throws ExecutionException, InterruptedException {
        try {
            Set<AclOperation> granted = admin.describeConsumerGroups(
                            List.of(group), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                    .describedGroups()
                    .get(group)
                    .get()
                    .authorizedOperations();
            return granted == null || granted.contains(AclOperation.READ) ? List.of() : List.of("READ group " + group);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupAuthorizationException) {
                return List.of("READ group " + group);
            }
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return List.of();
            }
            throw e;
        }
    }

    private static List<String> transactions(Admin admin, String prefix)
            throws ExecutionException, InterruptedException {
        String id = prefix + "-0-1";
        try {
            var unused = admin.describeTransactions(List.of(id)).description(id).get();
            return List.of();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TransactionalIdAuthorizationException) {
                return List.of("WRITE transactional ids " + prefix + "-*");
            }
            if (e.getCause() instanceof TransactionalIdNotFoundException) {
                return List.of();
            }
            throw e;
        }
    }
}
