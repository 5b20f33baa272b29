package io.changelens.local.kafka;

import io.changelens.local.UserError;
import io.changelens.mapping.catalog.CatalogYaml;
import io.changelens.pipeline.config.KafkaFailure;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.schemas.EncodedRecord;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.Topics;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes the catalog that ships with Changelens to a stack that has none. */
public final class DefaultCatalog {

    private DefaultCatalog() {}

    /**
     * Publishes the default catalog if no catalog was ever published.
     *
     * @throws UserError if Kafka does not answer or refuses
     */
    public static void publishIfNone(KafkaSettings kafka) throws InterruptedException {
        try {
            if (isEmpty(kafka)) {
                publish(kafka, CatalogYaml.defaultCatalog());
            }
        } catch (ExecutionException e) {
            throw new UserError(
                    KafkaFailure.explain(e, kafka)
                            .orElseGet(() -> "cannot publish the default catalog on Kafka at " + kafka.bootstrap()
                                    + ": " + e.getMessage()),
                    e);
        }
    }

    private static boolean isEmpty(KafkaSettings kafka) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(kafka.client(Map.of()))) {
            TopicPartition partition = new TopicPartition(kafka.topic(Topics.VALUE_STREAMS), 0);
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                            .partitionResult(partition)
                            .get()
                            .offset()
                    == 0;
        }
    }

    private static void publish(KafkaSettings kafka, ValueStreamCatalog catalog)
            throws ExecutionException, InterruptedException {
        EncodedRecord encoded = RecordKind.VALUE_STREAMS.encoded(catalog);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka.client(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(kafka.topic(Topics.VALUE_STREAMS), encoded.key(), encoded.value()))
                    .get();
        }
    }
}
