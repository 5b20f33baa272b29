package io.changelens.verify.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.importer.UnreadRecords;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.verify.stack.StackFixture;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On a topic of a real broker, with three records and the end of the transaction that they were written in. */
class UnreadRecordsTest {

    private static final String TOPIC = "unread-records";
    private static final TopicPartition ONLY = new TopicPartition(TOPIC, 0);

    private static String bootstrap;
    private static KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    static void write() throws Exception {
        bootstrap = StackFixture.get().endpoints().kafkaBootstrap();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        TOPIC),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        send(3);
        producer.commitTransaction();
    }

    @AfterAll
    static void close() {
        producer.close();
    }

    private static void send(int records) throws Exception {
        for (int i = 0; i < records; i++) {
            producer.send(new ProducerRecord<>(TOPIC, new byte[] {(byte) i})).get();
        }
    }

    private static long unread(long from, long to) {
        return unread(ONLY, from, to);
    }

    private static long unread(TopicPartition partition, long from, long to) {
        try (UnreadRecords unread = new UnreadRecords(KafkaSettings.plain(bootstrap))) {
            return unread.count(Map.of(partition, from), Map.of(partition, to));
        }
    }

    @Test
    void theEndOfATransactionIsNoRecord() {
        assertThat(unread(3, 4)).isZero();
    }

    @Test
    void recordsBeforeItAreCounted() {
        assertThat(unread(1, 4)).isEqualTo(2);
    }

    @Test
    void whoHasReadAllHasNothingLeft() {
        assertThat(unread(4, 4)).isZero();
    }

    @Test
    void aTransactionThatIsOpenIsNotRead() throws Exception {
        producer.beginTransaction();
        send(1);
        assertThat(unread(4, 5)).isOne();
        producer.abortTransaction();
    }

    @Test
    void whatIsDeletedIsNotWaitedForButTheRestIs() throws Exception {
        TopicPartition shortened = new TopicPartition("unread-shortened", 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(shortened.topic(), 1, (short) 1)))
                    .all()
                    .get();
            for (int i = 0; i < 3; i++) {
                StackFixture.get().publish(shortened.topic(), new byte[] {1}, new byte[] {2});
            }
            admin.deleteRecords(Map.of(shortened, RecordsToDelete.beforeOffset(2)))
                    .all()
                    .get();
        }
        assertThat(unread(shortened, 0, 3)).isOne();
    }

    @Test
    void ofManyTheOffsetsAreCounted() {
        assertThat(unread(0, 1_000_000)).isEqualTo(1_000_000);
    }
}
