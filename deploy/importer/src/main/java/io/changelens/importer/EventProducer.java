package io.changelens.importer;

import io.changelens.local.UserError;
import io.changelens.pipeline.config.KafkaFailure;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.schemas.EncodedRecord;
import io.changelens.schemas.Topics;
import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends events to one topic. Each event is acknowledged by all in-sync replicas and written once, even if it is
 * retried.
 */
public final class EventProducer implements Closeable {
    private static final int DELIVERY_TIMEOUT_MILLIS = 60_000;
    private static final int PATIENCE_SECONDS = 10;

    /** At least what Kafka adds to key and value of a record: the head of the batch, times and lengths. Bytes. */
    private static final int RECORD_OVERHEAD = 1 << 10;

    /** Shorter than the 61 minutes by which learning activity may be out of order without being late. */
    private static final Duration ACTIVITY_SLICE = Duration.ofMinutes(50);

    /** Shorter than the day within which the jobs revise effects. */
    private static final Duration SLICE = Duration.ofHours(12);

    private final KafkaSettings kafka;
    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Duration slice;
    private long sliceBegan = Long.MIN_VALUE;
    private final LongAdder confirmed = new LongAdder();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    private EventProducer(KafkaSettings kafka, String topic, Duration slice, KafkaProducer<byte[], byte[]> producer) {
        this.kafka = kafka;
        this.topic = topic;
        this.producer = producer;
        this.slice = slice;
    }

    /**
     * Checks that the topic exists and can be reached.
     *
     * @param name name of the topic in the contract
     * @param kafka connection settings
     * @throws UserError if no broker answers, it refuses, or it has no such topic
     */
    public static void check(KafkaSettings kafka, String name) {
        String bootstrap = kafka.bootstrap();
        String topic = kafka.topic(name);
        Map<String, Object> options = kafka.client(Map.of(
                "default.api.timeout.ms", PATIENCE_SECONDS * 1000,
                "request.timeout.ms", PATIENCE_SECONDS * 1000));
        try (Admin admin = Admin.create(options)) {
            admin.describeTopics(List.of(topic)).allTopicNames().get(PATIENCE_SECONDS + 1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new UserError("the broker at " + bootstrap + " has no topic " + topic
                        + "; `changelens up --kafka " + bootstrap + "` makes the topics");
            }
            // Kafka does not say which topic it refused to describe.
            Throwable why = e.getCause() instanceof TopicAuthorizationException
                    ? new TopicAuthorizationException(Set.of(topic))
                    : e;
            throw new UserError(KafkaFailure.explain(why, kafka).orElse("no Kafka broker answers at " + bootstrap), e);
        } catch (TimeoutException e) {
            throw new UserError("no Kafka broker answers at " + bootstrap);
        } catch (KafkaException e) {
            throw new UserError(
                    KafkaFailure.explain(e, kafka)
                            .orElseGet(() -> "no Kafka broker at " + bootstrap + ": " + rootMessage(e)),
                    e);
        }
    }

    /**
     * Opens a producer to a topic; the caller closes it.
     *
     * @param kafka connection settings
     * @param topic name of the topic in the contract
     */
    public static EventProducer open(KafkaSettings kafka, String topic) {
        Map<String, Object> options = kafka.client(Map.ofEntries(
                Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "changelens-import"),
                Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd"),
                Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, EncodedRecord.MAX_BYTES + RECORD_OVERHEAD),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, 20),
                Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10),
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 60_000L),
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS)));
        return new EventProducer(
                kafka,
                kafka.topic(topic),
                topic.equals(Topics.LEARNING_ACTIVITY) ? ACTIVITY_SLICE : SLICE,
                new KafkaProducer<>(options, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /**
     * Sends an event and returns before it is acknowledged. Events must come in the order of their time. Before an
     * event is sent that is much later than the first event since the last wait, all earlier events are awaited. So no
     * partition shows an event while much older events of another partition are still in flight, however long this
     * process or the leader of a partition is delayed.
     *
     * @param event the encoded event
     * @throws UserError if this or an earlier event cannot be sent
     */
    public void send(EncodedRecord event) {
        send(event, (partition, offset) -> {});
    }

    /** Receives the position of an event that the broker has acknowledged, in a thread of the producer. */
    public interface Acknowledged {
        /**
         * Receives a position.
         *
         * @param partition the partition
         * @param offset the offset in it
         */
        void at(int partition, long offset);
    }

    /**
     * Sends an event as {@link #send(EncodedRecord)} does.
     *
     * @param event the encoded event
     * @param acknowledged receives its position
     * @throws UserError if this or an earlier event cannot be sent
     */
    public void send(EncodedRecord event, Acknowledged acknowledged) {
        failIfFailed();
        awaitEarlier(event.time());
        try {
            var unused = producer.send(new ProducerRecord<>(topic, event.key(), event.value()), (metadata, e) -> {
                if (e == null) {
                    acknowledged.at(metadata.partition(), metadata.offset());
                    confirmed.increment();
                } else {
                    failure.compareAndSet(null, e);
                }
            });
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    private void awaitEarlier(long time) {
        if (sliceBegan == Long.MIN_VALUE) {
            sliceBegan = time;
        } else if (time - sliceBegan >= slice.toMillis()) {
            flush();
            sliceBegan = time;
        }
    }

    /**
     * Waits until all events are acknowledged.
     *
     * @throws UserError if one was not
     */
    public void flush() {
        producer.flush();
        failIfFailed();
    }

    /** The number of events that the broker has acknowledged so far. */
    public long confirmed() {
        return confirmed.sum();
    }

    private void failIfFailed() {
        Exception e = failure.get();
        if (e != null) {
            throw failed(e);
        }
    }

    private UserError failed(Exception e) {
        String reason = e instanceof org.apache.kafka.common.errors.TimeoutException
                ? "no answer for " + DELIVERY_TIMEOUT_MILLIS / 1000 + " s"
                : KafkaFailure.explain(e, kafka).orElseGet(() -> rootMessage(e));
        return new UserError(
                String.format(
                        Locale.ROOT,
                        "sending to %s at %s failed after %,d events: %s; import again when it is mended (events that"
                                + " arrived count once)",
                        topic,
                        kafka.bootstrap(),
                        confirmed(),
                        reason),
                e);
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null
                && (root instanceof ExecutionException || root.getCause() instanceof ConfigException)) {
            root = root.getCause();
        }
        return root.getMessage() == null
                ? root.getClass().getSimpleName()
                : root.getMessage().lines().findFirst().orElse("");
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
