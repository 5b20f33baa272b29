package io.changelens.receiver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends records to Kafka, and completes when all in-sync replicas have confirmed them. */
final class KafkaStore {
    /** How long Kafka has to confirm. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long a request may wait until the producer knows the partitions of its topic. */
    private static final int BLOCK_MILLIS = 1_000;
    /** With the above, less than the patience: an answered 503 is not followed by attempts that go on for long. */
    private static final int DELIVERY_MILLIS = 4_000;

    private static final int REQUEST_MILLIS = 3_000;
    private static final int LINGER_MILLIS = 2;
    private static final int BATCH_BYTES = 128 << 10;

    private final Producer<byte[], byte[]> producer;
    private final Duration patience;

    /**
     * Creates a store.
     *
     * @param producer a producer of bytes, which the caller closes
     * @param patience how long Kafka has to confirm
     */
    KafkaStore(Producer<byte[], byte[]> producer, Duration patience) {
        this.producer = producer;
        this.patience = patience;
    }

    /** The properties of the producer. */
    static Map<String, Object> properties() {
        return Map.of(
                ProducerConfig.CLIENT_ID_CONFIG, "changelens-receive",
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd",
                ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS,
                ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
    }

    /**
     * Sends records.
     *
     * @return completes when all are confirmed; exceptionally when one is not in time. It may be stored nevertheless, which
     *     does no harm: events have ids.
     */
    CompletableFuture<Void> store(List<ProducerRecord<byte[], byte[]>> records) {
        List<CompletableFuture<Void>> confirmed = new ArrayList<>(records.size());
        for (ProducerRecord<byte[], byte[]> record : records) {
            CompletableFuture<Void> one = new CompletableFuture<>();
            confirmed.add(one);
            try {
                var unused = producer.send(record, (metadata, e) -> {
                    if (e == null) {
                        one.complete(null);
                    } else {
                        one.completeExceptionally(e);
                    }
                });
            } catch (RuntimeException e) {
                one.completeExceptionally(e);
            }
            if (one.isCompletedExceptionally()) {
                break; // Each of the others might wait as long as this one did.
            }
        }
        return CompletableFuture.allOf(confirmed.toArray(CompletableFuture<?>[]::new))
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
