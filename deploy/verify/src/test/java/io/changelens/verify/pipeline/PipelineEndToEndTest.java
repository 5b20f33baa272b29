package io.changelens.verify.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.demo.DemoResult;
import io.changelens.demo.Finding;
import io.changelens.demo.RealDemo;
import io.changelens.schemas.LearningActivityEvent;
import io.changelens.schemas.OutcomeMinute;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.SingleObject;
import io.changelens.schemas.Topics;
import io.changelens.verify.stack.StackFixture;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** From files and records through a real broker, Flink and a real ClickHouse. In order, for event time only goes on. */
@TestMethodOrder(OrderAnnotation.class)
class PipelineEndToEndTest {

    private static final List<String> DERIVED = List.of(
            "changes",
            "incidents",
            "outcome_minutes",
            "catalog_reach",
            "catalog_kpis",
            "catalog_value_streams",
            "catalog_activities",
            "catalog_service_names",
            "flow_stages",
            "incident_attributions",
            "release_collisions");

    private static StackFixture fixture;

    @BeforeAll
    static void start() throws Exception {
        fixture = StackFixture.get();
    }

    private static RealDemo demo() {
        PrintStream silent = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        return new RealDemo(fixture.endpoints(), fixture.credentials().reader(), silent);
    }

    @AfterEach
    void everythingIsAccountedFor() throws Exception {
        assertThat(fixture.awaitUnaccounted()).isEqualTo("0");
    }

    private static Map<String, String> contents() throws InterruptedException {
        Map<String, String> contents = new TreeMap<>();
        for (String table : DERIVED) {
            contents.put(
                    table,
                    fixture.query("SELECT count(), sum(cityHash64(toString(tuple(*)))) FROM " + table + " FINAL"));
        }
        return contents;
    }

    @Test
    @Order(1)
    void theExtractsTablesAgreeWithItsFiles() throws Exception {
        RealDemo demo = demo();
        demo.play();
        DemoResult result = demo.result(Duration.ofSeconds(1));

        assertThat(result.findings()).hasSizeGreaterThan(15).allMatch(Finding::ok);
        assertThat(result.json()).contains("\"ok\" : true");
    }

    @Test
    @Order(2)
    void theSameImportsAgainChangeNoDerivedTable() throws Exception {
        Map<String, String> before = contents();
        demo().play();

        assertThat(contents()).isEqualTo(before);
    }

    @Test
    @Order(3)
    void theTopicOfOutcomesSaysWhatTheTableSays() throws Exception {
        Map<String, Long> events = new TreeMap<>();
        Map<String, Object> options = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                fixture.endpoints().kafkaBootstrap(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(options, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.OUTCOMES).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    OutcomeMinute minute = OutcomeMinute.fromByteBuffer(ByteBuffer.wrap(record.value()));
                    events.merge(new String(record.key(), StandardCharsets.UTF_8), minute.getEvents(), Math::max);
                }
            }
        }

        assertThat(Long.toString(
                        events.values().stream().mapToLong(Long::longValue).sum()))
                .isEqualTo(fixture.query("SELECT sum(events) FROM outcome_minutes FINAL"));
    }

    @Test
    @Order(4)
    void brokenRecordsAreKeptByteForByteAndTheOthersCount() throws Exception {
        int valid = 99_000;
        Set<String> broken = new TreeSet<>();
        Random random = new Random(7);
        for (int i = 0; i < valid; i++) {
            LearningActivityEvent event = event("mixed" + i).setValue(1.0).build();
            fixture.send(Topics.LEARNING_ACTIVITY, key(i), bytes(event));
            if (i % 99 == 0) {
                byte[] bytes = broken(random, i);
                broken.add("x" + HexFormat.of().withUpperCase().formatHex(bytes));
                fixture.send(Topics.LEARNING_ACTIVITY, key(i), bytes);
            }
        }
        String rejected = " FROM rejected_records FINAL WHERE topic = 'learning-activity'";
        assertThat(fixture.awaitValue("SELECT count()" + rejected, "1000")).isEqualTo("1000");
        assertThat(fixture.awaitValue(
                        "SELECT toInt64(sum(numerator)) FROM outcome_minutes FINAL WHERE service = 'course-content'"
                                + " AND kpi = 'engagement' AND cohort = 'mixed'",
                        Integer.toString(valid)))
                .isEqualTo(Integer.toString(valid));

        Set<String> kept = new TreeSet<>(fixture.query("SELECT DISTINCT concat('x', hex(raw))" + rejected)
                .lines()
                .toList());
        assertThat(kept).isEqualTo(broken);
        assertThat(fixture.query("SELECT count(DISTINCT reason)" + rejected)).isGreaterThanOrEqualTo("5");
    }

    /** One of each way to be broken, in turn. All but the empty ones differ from each other. */
    private static byte[] broken(Random random, int i) {
        byte[] whole = bytes(event("broken" + i).build());
        return switch (i / 99 % 6) {
            case 0 -> Arrays.copyOf(whole, whole.length - 1 - random.nextInt(10));
            case 1 -> {
                whole[4] ^= 0x55;
                yield whole;
            }
            case 2 -> new byte[0];
            case 3 -> {
                byte[] noise = new byte[1 + random.nextInt(200)];
                random.nextBytes(noise);
                yield noise;
            }
            case 4 ->
                bytes(event("broken" + i)
                        .setOccurredAt(Instant.now().plusSeconds(90_000 + i))
                        .build());
            default -> bytes(event("broken" + i).setLearner(" ").build());
        };
    }

    @Test
    @Order(5)
    void eventsOfANewerAndAnOlderContractCount() throws Exception {
        Schema present = LearningActivityEvent.getClassSchema();
        String json = present.toString();
        Schema newer = new Schema.Parser()
                .parse(
                        json.substring(0, json.length() - 2)
                                + ",{\"name\":\"device\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"What was used.\"}]}");
        Schema older = Schema.createRecord(present.getName(), "", present.getNamespace(), false);
        older.setFields(present.getFields().stream()
                .filter(field -> !Set.of("cohort", "course").contains(field.name()))
                .map(field -> new Schema.Field(field, field.schema()))
                .toList());
        for (Schema schema : List.of(newer, older)) {
            fixture.publish(
                    Topics.SCHEMAS,
                    Integer.toString(schema.hashCode()).getBytes(StandardCharsets.UTF_8),
                    schema.toString().getBytes(StandardCharsets.UTF_8));
        }
        Thread.sleep(1_100); // The announcements are read at most once a second.
        fixture.publish(Topics.LEARNING_ACTIVITY, key(1), written(newer, "newer"));
        fixture.publish(Topics.LEARNING_ACTIVITY, key(1), written(older, "older"));

        assertThat(fixture.awaitValue("SELECT sum(events) FROM outcome_minutes FINAL WHERE service = 'exercises'", "2"))
                .isEqualTo("2");
        assertThat(fixture.query(
                        "SELECT cohort FROM outcome_minutes FINAL WHERE service = 'exercises' ORDER BY cohort"))
                .isEqualTo("all\nmixed");
    }

    private static byte[] written(Schema schema, String id) {
        LearningActivityEvent event = event(id).setService("exercises").build();
        GenericData.Record record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            Schema.Field known = event.getSchema().getField(field.name());
            record.put(field.name(), known == null ? "tablet" : event.get(known.pos()));
        }
        record.put("occurredAt", event.getOccurredAt().toEpochMilli());
        return SingleObject.encode(new BinaryMessageEncoder<>(new GenericData(), schema), record);
    }

    private static LearningActivityEvent.Builder event(String id) {
        return LearningActivityEvent.newBuilder()
                .setEventId(id)
                .setOccurredAt(Instant.parse("2026-03-02T10:15:00Z").plusMillis(Math.floorMod(id.hashCode(), 300_000)))
                .setVerb("page.viewed")
                .setService("course-content")
                .setLearner("l-" + id)
                .setCohort("mixed")
                .setSuccess(true);
    }

    private static byte[] key(int i) {
        return ("l" + i).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(LearningActivityEvent event) {
        return RecordKind.LEARNING_ACTIVITY.encode(event);
    }
}
