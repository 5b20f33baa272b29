package io.changelens.verify.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.rules.RecordRules;
import io.changelens.local.flink.Jobs;
import io.changelens.pipeline.decode.Decoding;
import io.changelens.pipeline.decode.RecordDecoder;
import io.changelens.pipeline.decode.WriterSchemas;
import io.changelens.schemas.Activity;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.Commit;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.LearningActivityEvent;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.ReleaseWindow;
import io.changelens.schemas.Service;
import io.changelens.schemas.SingleObject;
import io.changelens.schemas.Topics;
import io.changelens.schemas.ValueStream;
import io.changelens.schemas.ValueStreamCatalog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * No record stops a job: what is bad is in rejected_records with reason and place, and what is good counts. In order.
 *
 * <p>One file: all records go through one stack, in order.
 */
@TestMethodOrder(OrderAnnotation.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class HostileRecordsTest {

    private static final Instant NEVER = Instant.parse("2200-01-01T00:00:00Z");

    private static Instant now;
    private static SampleRecords samples;
    private static StackFixture fixture;
    private static KafkaProducer<byte[], byte[]> producer;

    /** Places of all records that have to be rejected, with what was wrong with them. */
    private static final Map<String, String> BAD = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        samples = new SampleRecords(now);
        fixture = StackFixture.start(Jobs.all());
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        fixture.endpoints().kafkaBootstrap(),
                        // As a producer may be that means no good: a small batch that is large when it is read.
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        64 << 20,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        96L << 20,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "zstd"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterAll
    static void stop() throws Exception {
        String unaccounted = fixture.awaitUnaccounted();
        producer.close();
        fixture.stop();
        assertThat(unaccounted).isEqualTo("0");
    }

    @AfterEach
    void allJobsRunAndNoneHasFailed() throws Exception {
        assertThat(FlinkPage.failures(fixture.endpoints().flink())).isEmpty();
        assertThat(fixture.query("SELECT DISTINCT topic, refused_row, detail FROM rejected_records WHERE reason ="
                        + " 'refused-by-database' LIMIT 10"))
                .isEmpty();
    }

    private static RecordMetadata send(String topic, String key, byte[] value) throws Exception {
        return producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value))
                .get();
    }

    private static void sendBad(String topic, String what, byte[] value) throws Exception {
        RecordMetadata at = send(topic, what, value);
        BAD.put(at.topic() + "/" + at.partition() + "/" + at.offset(), what);
    }

    private static void await(String sql, long expected) throws InterruptedException {
        String value = "";
        for (int i = 0; i < 4 && !value.equals(Long.toString(expected)); i++) {
            value = fixture.awaitValue(sql, Long.toString(expected));
        }
        assertThat(value).as(sql).isEqualTo(Long.toString(expected));
    }

    private static void allBadOnesAreKept() throws InterruptedException {
        await("SELECT count() FROM rejected_records FINAL", BAD.size());
        Set<String> kept = fixture.query("SELECT topic || '/' || toString(partition) || '/' || toString(offset)"
                        + " FROM rejected_records FINAL WHERE reason != '' AND published_at > '2020-01-01'")
                .lines()
                .collect(Collectors.toSet());
        Map<String, String> missing = new HashMap<>(BAD);
        missing.keySet().removeAll(kept);
        assertThat(missing).isEmpty();
    }

    /** Sends a record with each of its fields at each extreme, and gives those that count. */
    private static <T extends SpecificRecordBase> List<T> sendExtremes(
            RecordKind<T> kind, SpecificRecordBase whole, String... numbered) throws Exception {
        Schema schema = whole.getSchema();
        BinaryMessageEncoder<GenericRecord> encoder = new BinaryMessageEncoder<>(new GenericData(), schema);
        RecordDecoder<T> decoder = new RecordDecoder<>(kind, WriterSchemas.with(List::of));
        List<T> good = new ArrayList<>();
        GenericRecord generic = (GenericRecord) Generic.of(whole);
        int n = 0;
        for (Extremes.Extreme extreme : Extremes.of(generic)) {
            n++;
            for (String field : numbered) {
                boolean untouched = generic.get(field).equals(extreme.record().get(field));
                if (untouched) {
                    Object number = generic.get(field) instanceof Long base ? (Object) (base + n) : field + n;
                    extreme.record().put(field, number);
                }
            }
            byte[] bytes = SingleObject.encode(encoder, extreme.record());
            RecordMetadata at = send(kind.topic(), "k" + n, bytes);
            Decoding<T> decoding = decoder.decode(bytes);
            boolean counts = decoding instanceof Decoding.Decoded<T> decoded
                    && RecordRules.check(decoded.event(), at.timestamp()).isEmpty();
            if (counts) {
                good.add(((Decoding.Decoded<T>) decoding).event());
            } else {
                BAD.put(at.topic() + "/" + at.partition() + "/" + at.offset(), kind.topic() + extreme.what());
            }
        }
        assertThat(n).isGreaterThan(20);
        return good;
    }

    @Test
    @Order(1)
    void eachFieldAtEachExtremeCountsOrIsKept() throws Exception {
        int activities = sendExtremes(RecordKind.LEARNING_ACTIVITY, samples.activity(), "eventId")
                .size();
        Set<String> changes =
                sendExtremes(RecordKind.DEPLOYMENTS, samples.wholeDeployment(), "eventId", "changeId").stream()
                        .map(DeploymentEvent::getChangeId)
                        .collect(Collectors.toSet());
        Set<String> incidents = sendExtremes(RecordKind.INCIDENTS, samples.incident(), "eventId", "incidentId").stream()
                .map(IncidentEvent::getIncidentId)
                .collect(Collectors.toSet());
        Set<String> windows =
                sendExtremes(
                                RecordKind.RELEASE_WINDOWS,
                                samples.window("window").build(),
                                "windowId")
                        .stream()
                        .map(ReleaseWindow::getWindowId)
                        .collect(Collectors.toSet());
        Set<Long> catalogs =
                sendExtremes(
                                RecordKind.VALUE_STREAMS,
                                samples.catalog(1_000, NEVER).build(),
                                "revision")
                        .stream()
                        .map(ValueStreamCatalog::getRevision)
                        .collect(Collectors.toSet());

        await("SELECT count() FROM changes FINAL", changes.size());
        await("SELECT count() FROM incidents FINAL", incidents.size());
        await("SELECT count() FROM release_windows FINAL", windows.size());
        await("SELECT uniqExact(revision) FROM catalog_value_streams WHERE revision >= 1000", catalogs.size());
        await(
                "SELECT sum(events) FROM outcome_minutes FINAL WHERE value_stream = 'unmapped' AND kpi = 'events'",
                activities);
        allBadOnesAreKept();
        assertThat(BAD.size()).isGreaterThan(100);
    }

    @Test
    @Order(2)
    void recordsThatAreLargeWhenReadAreKept() throws Exception {
        byte[] noise = new byte[1_048_000];
        new Random(1).nextBytes(noise);
        sendBad(Topics.LEARNING_ACTIVITY, "as large as a broker takes", noise);
        sendBad(Topics.DEPLOYMENTS, "as large as a broker takes", noise);
        sendBad(Topics.LEARNING_ACTIVITY, "small when compressed", new byte[20 << 20]);
        for (int i = 0; i < 40; i++) {
            sendBad(Topics.INCIDENTS, "many at once " + i, new byte[1_000_000 + i]);
        }

        allBadOnesAreKept();
        await("SELECT max(length(raw)) FROM rejected_records", 20 << 20);
    }

    @Test
    @Order(3)
    void junkAmongTheAnnouncedSchemasHarmsNobody() throws Exception {
        List<String> junk = List.of(
                "",
                "null",
                "{",
                "[".repeat(100_000),
                "{\"type\":\"record\",\"name\":\"X\",\"fields\":[{\"name\":\"a\",\"type\":\"nothing\"}]}",
                "{\"type\":\"array\",\"items\":".repeat(900) + "\"int\"" + "}".repeat(900),
                "x".repeat(900_000),
                "\"string\"");
        for (int i = 0; i < junk.size(); i++) {
            send(Topics.SCHEMAS, "junk" + i, junk.get(i).getBytes(StandardCharsets.UTF_8));
        }
        // A schema of the right name whose data cannot be resolved, and one that contains itself, nested 200,000 deep.
        String name = LearningActivityEvent.class.getSimpleName();
        Schema wrong = SchemaBuilder.record(name)
                .namespace("io.changelens.schemas")
                .fields()
                .requiredBytes("eventId")
                .requiredBoolean("occurredAt")
                .endRecord();
        Schema nested = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"" + name
                        + "\",\"namespace\":\"io.changelens.schemas\",\"fields\":"
                        + "[{\"name\":\"more\",\"type\":[\"null\",\"" + name + "\"]}]}");
        for (Schema schema : List.of(wrong, nested)) {
            send(
                    Topics.SCHEMAS,
                    "s" + schema.getFields().size(),
                    schema.toString().getBytes(StandardCharsets.UTF_8));
        }
        Thread.sleep(1_100); // The announcements are read at most once a second.
        GenericData.Record record = new GenericData.Record(wrong);
        record.put("eventId", java.nio.ByteBuffer.wrap(new byte[] {1}));
        record.put("occurredAt", true);
        sendBad(
                Topics.LEARNING_ACTIVITY,
                "of another type",
                SingleObject.encode(new BinaryMessageEncoder<>(new GenericData(), wrong), record));
        GenericData.Record empty = new GenericData.Record(nested);
        byte[] shallow = SingleObject.encode(new BinaryMessageEncoder<>(new GenericData(), nested), empty);
        byte[] deep = new byte[10 + 200_000];
        System.arraycopy(shallow, 0, deep, 0, 10);
        java.util.Arrays.fill(deep, 10, deep.length - 1, (byte) 2);
        sendBad(Topics.LEARNING_ACTIVITY, "nested too deeply", deep);

        allBadOnesAreKept();
    }

    @Test
    @Order(4)
    void aLargeCatalogWithCirclesAndALongChainHolds() throws Exception {
        int ring = 9_700;
        int chain = 300;
        List<Service> services = new ArrayList<>();
        for (int i = 0; i < ring; i++) {
            services.add(samples.service("r" + i, List.of("r" + (i + 1) % ring)));
        }
        for (int i = 0; i < chain; i++) {
            services.add(samples.service("c" + i, i + 1 < chain ? List.of("c" + (i + 1)) : List.of("c0")));
        }
        List<ValueStream> streams = IntStream.range(0, 3)
                .mapToObj(s -> ValueStream.newBuilder()
                        .setId("large" + s)
                        .setName("n")
                        .setActivities(IntStream.range(0, 300)
                                .mapToObj(a -> new Activity("a" + a, "n", List.of("r" + a, "c0")))
                                .toList())
                        .setKpis(List.of("kpi"))
                        .build())
                .toList();
        ValueStreamCatalog large = samples.catalog(200_000, Instant.EPOCH)
                .setValueStreams(streams)
                .setServices(services)
                .build();
        send(Topics.VALUE_STREAMS, "large", RecordKind.VALUE_STREAMS.encode(large));
        await("SELECT count() FROM catalog_reach FINAL WHERE revision = 200000", 3L * (ring + chain));
        await("SELECT max(distance) FROM catalog_reach WHERE revision = 200000 AND service LIKE 'c%'", chain - 1);
        await("SELECT max(position) FROM catalog_activities WHERE revision = 200000", 300);

        // A lower revision after a higher one has its rows too.
        send(
                Topics.VALUE_STREAMS,
                "lower",
                RecordKind.VALUE_STREAMS.encode(samples.catalog(150_000, NEVER).build()));
        await("SELECT count() FROM catalog_kpis FINAL WHERE revision = 150000", 1);

        DeploymentEvent cause = samples.deployment("far").setService("c290").build();
        send(Topics.DEPLOYMENTS, "far", RecordKind.DEPLOYMENTS.encode(cause));
        IncidentEvent effect = IncidentEvent.newBuilder(samples.incident())
                .setEventId("far")
                .setIncidentId("far")
                .setOccurredAt(now.plusSeconds(60))
                .setService("c0")
                .setAffectedServices(List.of())
                .setCauseChangeId(null)
                .build();
        send(Topics.INCIDENTS, "far", RecordKind.INCIDENTS.encode(effect));
        await("SELECT count() FROM incident_attributions FINAL WHERE incident_id = 'far' AND has(distances, 290)", 1);
    }

    @Test
    @Order(5)
    void aChangeOfManyCommitsAndOneOfManyEventsHold() throws Exception {
        DeploymentEvent many = samples.deployment("many-commits")
                .setCommits(IntStream.range(0, 100_000)
                        .mapToObj(i -> new Commit("", null, null, null, null))
                        .toList())
                .build();
        send(Topics.DEPLOYMENTS, "many-commits", RecordKind.DEPLOYMENTS.encode(many));
        DeploymentEvent large = samples.deployment("large-commits")
                .setCommits(IntStream.range(0, 50_000)
                        .mapToObj(i -> new Commit("", null, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE))
                        .toList())
                .build();
        send(Topics.DEPLOYMENTS, "large-commits", RecordKind.DEPLOYMENTS.encode(large));
        long before = BAD.size();
        for (int i = 0; i < 5_000; i++) {
            // Of a service of its own: each revision of a change is evidence in all incidents of its service.
            DeploymentEvent event = samples.deployment("many-events")
                    .setEventId("e" + i)
                    .setService("busy")
                    .build();
            fixture.send(
                    Topics.DEPLOYMENTS,
                    "many-events".getBytes(StandardCharsets.UTF_8),
                    RecordKind.DEPLOYMENTS.encode(event));
        }

        await("SELECT commits FROM changes FINAL WHERE change_id = 'many-commits'", 100_000);
        await("SELECT lines_added FROM changes FINAL WHERE change_id = 'large-commits'", 50_000L * Integer.MAX_VALUE);
        await("SELECT events FROM changes FINAL WHERE change_id = 'many-events'", 1_000);
        await("SELECT count() FROM rejected_records FINAL WHERE reason = 'too-many-events'", 4_000);
        await("SELECT count() FROM rejected_records FINAL", before + 4_000);
    }

    @Test
    @Order(6)
    void whatIsAnnouncedOrPublishedInTheFutureAlertsAndCounts() throws Exception {
        Instant day = now.plus(Duration.ofDays(10));
        ReleaseWindow window = samples.window("announced-in-the-future")
                .setValueStreams(List.of("large0"))
                .setTitle("t".repeat(900_000))
                .setStartsAt(day)
                .setEndsAt(day.plus(Duration.ofDays(1)))
                .setAnnouncedAt(Instant.parse("2250-01-01T00:00:00Z"))
                .setRevision(System.currentTimeMillis())
                .build();
        send(Topics.RELEASE_WINDOWS, "future", RecordKind.RELEASE_WINDOWS.encode(window));
        DeploymentEvent plan = samples.deployment("planned")
                .setPhase(ChangePhase.PLANNED)
                .setService("c5")
                .setTitle("t".repeat(900_000))
                .setPlannedStart(day)
                .setPlannedEnd(day.plusSeconds(60))
                .build();
        send(Topics.DEPLOYMENTS, "planned", RecordKind.DEPLOYMENTS.encode(plan));
        await("SELECT count() FROM change_alerts FINAL WHERE subject = 'announced-in-the-future'", 1);
        await("SELECT count() FROM release_collisions FINAL WHERE revision > 0 AND change_id = 'planned'", 1);

        // As far ahead as the broker and the rules allow.
        long published = System.currentTimeMillis() + Duration.ofMinutes(55).toMillis();
        LearningActivityEvent ahead = samples.activity();
        ahead.setEventId("ahead");
        ahead.setOccurredAt(Instant.ofEpochMilli(published).plus(Duration.ofMinutes(55)));
        producer.send(new ProducerRecord<>(
                        Topics.LEARNING_ACTIVITY,
                        null,
                        published,
                        new byte[] {1},
                        RecordKind.LEARNING_ACTIVITY.encode(ahead)))
                .get();
        await("SELECT count() FROM outcome_minutes FINAL WHERE value_stream = 'unmapped' AND minute > now() + 3600", 1);
    }

    /** Generic copies of generated records: only those can hold what the generated classes would not. */
    private static final class Generic {
        static Object of(Object value) {
            if (value instanceof SpecificRecordBase record) {
                GenericData.Record copy = new GenericData.Record(record.getSchema());
                for (Schema.Field field : record.getSchema().getFields()) {
                    copy.put(field.pos(), of(record.get(field.pos())));
                }
                return copy;
            }
            if (value instanceof Instant time) {
                return time.toEpochMilli();
            }
            if (value instanceof Enum<?> symbol) {
                return new GenericData.EnumSymbol(
                        SpecificData.get().getSchema(symbol.getDeclaringClass()), symbol.name());
            }
            if (value instanceof List<?> items) {
                List<Object> copy = new ArrayList<>();
                items.forEach(item -> copy.add(of(item)));
                return copy;
            }
            return value;
        }
    }
}
