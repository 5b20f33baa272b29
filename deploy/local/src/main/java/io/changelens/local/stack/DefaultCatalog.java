package io.changelens.local.stack;

import io.changelens.local.cli.UserError;
import io.changelens.local.imports.CatalogYaml;
import io.changelens.pipeline.config.Topics;
import io.changelens.schemas.SingleObject;
import io.changelens.schemas.ValueStreamCatalog;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Gives a new stack the catalog that ships with Changelens; one that has a catalog keeps it. */
final class DefaultCatalog {

    private DefaultCatalog() {}

    static void publishIfNone(String bootstrap) throws InterruptedException {
        try {
            if (isEmpty(bootstrap)) {
                publish(bootstrap, CatalogYaml.defaultCatalog());
            }
        } catch (ExecutionException e) {
            throw new UserError(
                    "cannot publish the default catalog on Kafka at " + bootstrap + ": " + e.getMessage(), e);
        }
    }

    private static boolean isEmpty(String bootstrap) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            TopicPartition partition = new TopicPartition(Topics.VALUE_STREAMS, 0);
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                            .partitionResult(partition)
                            .get()
                            .offset()
                    == 0;
        }
    }

    private static void publish(String bootstrap, ValueStreamCatalog catalog)
            throws ExecutionException, InterruptedException {
        byte[] value = SingleObject.encode(ValueStreamCatalog.getEncoder(), catalog);
        byte[] key = Long.toString(catalog.getRevision()).getBytes(StandardCharsets.UTF_8);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.VALUE_STREAMS, key, value))
                    .get();
        }
    }
}
