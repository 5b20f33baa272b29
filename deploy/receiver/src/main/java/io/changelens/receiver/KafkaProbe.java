package io.changelens.receiver;

import io.changelens.pipeline.config.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;

/** Asks Kafka whether it has the topics. An answer is used again for two seconds, however often it is asked. */
final class KafkaProbe implements Supplier<CompletionStage<Boolean>>, AutoCloseable {
    private static final int PATIENCE_MILLIS = 2_000;
    private static final long AGAIN_NANOS = Duration.ofSeconds(2).toNanos();

    private final Admin admin;
    private final List<String> topics;
    private CompletionStage<Boolean> latest;
    private long askedAt;

    /**
     * Opens a client.
     *
     * @param kafka connection settings
     * @param topics names on the brokers
     */
    KafkaProbe(KafkaSettings kafka, List<String> topics) {
        this.admin = Admin.create(kafka.client(Map.of(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS)));
        this.topics = topics;
    }

    @Override
    public synchronized CompletionStage<Boolean> get() {
        long now = System.nanoTime();
        if (latest == null || now - askedAt > AGAIN_NANOS) {
            askedAt = now;
            latest = admin.describeTopics(topics, new DescribeTopicsOptions().timeoutMs(PATIENCE_MILLIS))
                    .allTopicNames()
                    .toCompletionStage()
                    .handle((found, e) -> e == null);
        }
        return latest;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
