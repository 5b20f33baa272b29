package io.changelens.pipeline.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.pipeline.decode.Decoding;
import io.changelens.pipeline.decode.Decoding.Decoded;
import io.changelens.pipeline.decode.Decoding.Rejected;
import io.changelens.pipeline.decode.Payload;
import io.changelens.pipeline.decode.RecordDecoder;
import io.changelens.pipeline.decode.WriterSchemas;
import io.changelens.schemas.LearningActivityEvent;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.ReleasedSchemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file: the cases ask one registry, over HTTP. */
class SchemaRegistryTest {

    private static final LearningActivityEvent EVENT = LearningActivityEvent.newBuilder()
            .setEventId("e-1")
            .setOccurredAt(Instant.parse("2026-03-02T10:15:30Z"))
            .setVerb("class.attended")
            .setService("live-class")
            .setLearner("p-77")
            .build();

    private final Map<String, String> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> authorizations = new ArrayList<>();
    private int refusals;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = serve(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    private HttpServer serve(HttpServer created) {
        created.createContext("/", this::answer);
        created.start();
        return created;
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().toString());
        authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
        String found = answers.get(exchange.getRequestURI().toString());
        int status = refusals-- > 0 ? 503 : found == null ? 404 : 200;
        byte[] body = String.valueOf(found).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void register(int id, Schema schema) {
        answers.put("/schemas/ids/" + id, "{\"schema\": " + quoted(schema.toString()) + "}");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private RecordDecoder<LearningActivityEvent> decoder(Map<String, String> more) {
        return decoder(more, Duration.ofSeconds(3));
    }

    private RecordDecoder<LearningActivityEvent> decoder(Map<String, String> more, Duration patience) {
        Map<String, String> properties = new HashMap<>(Map.of("schema.registry.url", address()));
        properties.putAll(more);
        return new RecordDecoder<>(
                RecordKind.LEARNING_ACTIVITY,
                WriterSchemas.with(WriterSchemas.Announcements.NONE),
                new SchemaRegistry(properties, patience));
    }

    private static byte[] framed(int id, Schema writer, Object value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        if (value instanceof LearningActivityEvent event) {
            new SpecificDatumWriter<LearningActivityEvent>(writer).write(event, encoder);
        } else {
            new GenericDatumWriter<GenericRecord>(writer).write((GenericRecord) value, encoder);
        }
        return out.toByteArray();
    }

    private static byte[] current(int id) throws IOException {
        return framed(id, LearningActivityEvent.getClassSchema(), EVENT);
    }

    private static String reason(Decoding<?> decoding) {
        return ((Rejected<?>) decoding).reason();
    }

    @Test
    void recordsOfOldAndNewWritersAreReadAndEachSchemaIsAskedForOnce() throws IOException {
        Schema first = ReleasedSchemas.versions(RecordKind.LEARNING_ACTIVITY.contract())
                .get(0);
        GenericData.Record old = new GenericData.Record(first);
        first.getFields()
                .forEach(f -> old.put(
                        f.name(), EVENT.get(EVENT.getSchema().getField(f.name()).pos())));
        old.put("occurredAt", EVENT.getOccurredAt().toEpochMilli());
        register(7, first);
        register(70_000, LearningActivityEvent.getClassSchema());
        RecordDecoder<LearningActivityEvent> decoder = decoder(Map.of());

        for (int i = 0; i < 3; i++) {
            assertThat(decoder.decode(framed(7, first, old))).isEqualTo(new Decoded<>(EVENT));
            assertThat(decoder.decode(current(70_000))).isEqualTo(new Decoded<>(EVENT));
        }
        assertThat(decoder.decode(RecordKind.LEARNING_ACTIVITY.encode(EVENT))).isEqualTo(new Decoded<>(EVENT));
        assertThat(asked).containsExactlyInAnyOrder("/schemas/ids/7", "/schemas/ids/70000");
    }

    @Test
    void whatCannotBeReadIsRejectedAndAskedForOnce() throws IOException {
        register(
                1,
                SchemaBuilder.record("Order")
                        .namespace("shop")
                        .fields()
                        .requiredString("id")
                        .endRecord());
        answers.put("/schemas/ids/2", "{\"schemaType\": \"PROTOBUF\", \"schema\": \"message X {}\"}");
        answers.put("/schemas/ids/3", "{\"schema\": \"no schema\"}");
        RecordDecoder<LearningActivityEvent> decoder = decoder(Map.of());

        for (int id : new int[] {1, 2, 3, 4, 4, 4, -1}) {
            assertThat(reason(decoder.decode(current(id)))).isEqualTo("unknown-schema");
        }
        assertThat(((Rejected<?>) decoder.decode(current(1))).detail())
                .isEqualTo("schema 1 of the registry is that of shop.Order");
        assertThat(reason(decoder.decode(new byte[] {0, 0, 0}))).isEqualTo("truncated");
        assertThat(asked).containsOnlyOnce("/schemas/ids/4");
    }

    @Test
    void aSchemaMayReferToOthers() throws IOException {
        String whole = LearningActivityEvent.getClassSchema()
                .toString()
                .replaceFirst("\"fields\":\\[", "\"fields\":[{\"name\":\"extra\",\"type\":\"school.Extra\"},");
        answers.put(
                "/schemas/ids/5",
                "{\"schema\": " + quoted(whole)
                        + ", \"references\": [{\"name\": \"school.Extra\", \"subject\": \"an extra\", \"version\": 2}]}");
        Schema extra = SchemaBuilder.record("Extra")
                .namespace("school")
                .fields()
                .requiredInt("level")
                .endRecord();
        answers.put("/subjects/an+extra/versions/2", "{\"schema\": " + quoted(extra.toString()) + "}");
        byte[] event = current(5);
        byte[] record = ByteBuffer.allocate(event.length + 1)
                .put(event, 0, 5)
                .put((byte) 2)
                .put(event, 5, event.length - 5)
                .array();

        assertThat(decoder(Map.of()).decode(record)).isEqualTo(new Decoded<>(EVENT));
        assertThat(asked).containsExactly("/schemas/ids/5", "/subjects/an+extra/versions/2");
    }

    @Test
    void aRegistryThatIsAwayForAWhileLosesNothing() throws IOException {
        register(1, LearningActivityEvent.getClassSchema());
        refusals = 2;

        assertThat(decoder(Map.of()).decode(current(1))).isEqualTo(new Decoded<>(EVENT));
    }

    @Test
    void aRegistryThatStaysAwayFailsTheJobInsteadOfRejecting() throws IOException {
        byte[] record = current(1);
        RecordDecoder<LearningActivityEvent> decoder = decoder(Map.of(), Duration.ZERO);
        refusals = Integer.MAX_VALUE;
        assertThatThrownBy(() -> decoder.decode(record))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("answers 503");
        server.stop(0);
        assertThatThrownBy(() -> decoder.decode(record))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("does not answer");
    }

    @Test
    void theNextAddressIsAskedWhenOneDoesNotAnswer() throws IOException {
        register(1, LearningActivityEvent.getClassSchema());

        assertThat(decoder(Map.of("schema.registry.url", "http://127.0.0.1:1, " + address() + "/"))
                        .decode(current(1)))
                .isEqualTo(new Decoded<>(EVENT));
    }

    @Test
    void loginsAreThoseOfConfluentsClients() throws IOException {
        register(1, LearningActivityEvent.getClassSchema());
        decoder(Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "me:secret"))
                .decode(current(1));
        decoder(Map.of("schema.registry.basic.auth.user.info", "you:secret", "basic.auth.user.info", "me:secret"))
                .decode(current(1));
        decoder(Map.of("bearer.auth.token", "t0ken")).decode(current(1));
        decoder(Map.of("schema.registry.url", address().replace("//", "//we:secret@")))
                .decode(current(1));

        assertThat(authorizations)
                .containsExactly("Basic bWU6c2VjcmV0", "Basic eW91OnNlY3JldA==", "Bearer t0ken", "Basic d2U6c2VjcmV0");
    }

    @Test
    void aCertificateIsCheckedAgainstTheTruststore(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("registry.p12");
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "registry",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=registry",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit")
                .inheritIO()
                .start()
                .waitFor();
        server.stop(0);
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(context(store)));
        server = serve(https);
        register(1, LearningActivityEvent.getClassSchema());
        String url = address().replace("http", "https");

        assertThat(decoder(Map.of(
                                "schema.registry.url",
                                url,
                                "schema.registry.ssl.truststore.location",
                                store.toString(),
                                "schema.registry.ssl.truststore.type",
                                "PKCS12",
                                "schema.registry.ssl.truststore.password",
                                "changeit"))
                        .decode(current(1)))
                .isEqualTo(new Decoded<>(EVENT));
        byte[] record = current(1);
        assertThatThrownBy(() -> decoder(Map.of("schema.registry.url", url), Duration.ZERO)
                        .decode(record))
                .isInstanceOf(UncheckedIOException.class);
    }

    private static SSLContext context(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void withoutARegistryItsFramingIsNamed() throws IOException {
        RecordDecoder<LearningActivityEvent> decoder =
                new RecordDecoder<>(RecordKind.LEARNING_ACTIVITY, WriterSchemas.with(WriterSchemas.Announcements.NONE));
        Payload.Headers named = name -> name.equals("__value_schema_id") ? new byte[17] : null;

        assertThat(reason(decoder.decode(current(1)))).isEqualTo("registry-framing");
        assertThat(reason(decoder.decode(new byte[] {1, 2}, named))).isEqualTo("registry-header");
        assertThat(reason(decoder.decode(new byte[] {1, 2}))).isEqualTo("unknown-framing");
    }

    @Test
    void kafkasClientsAreNotToldOfTheRegistryAndSecretsStayReferences() {
        KafkaSettings kafka = new KafkaSettings(
                "127.0.0.1:9092",
                Map.of(
                        "schema.registry.url",
                        address(),
                        "basic.auth.user.info",
                        "${env:PATH}",
                        "client.dns.lookup",
                        "x"),
                "",
                "",
                "");

        assertThat(kafka.client(Map.of()))
                .containsKey("client.dns.lookup")
                .doesNotContainKeys("schema.registry.url", "basic.auth.user.info");
        assertThat(kafka.connector(Map.of())).doesNotContainKey("schema.registry.url");
        assertThat(kafka.properties()).containsEntry("basic.auth.user.info", "${env:PATH}");
        assertThat(kafka.resolved()).containsEntry("basic.auth.user.info", System.getenv("PATH"));
        assertThatThrownBy(() -> new KafkaSettings("", Map.of("bearer.auth.token", "t0ken"), "", "", ""))
                .hasMessageContaining("plain text");
        assertThatThrownBy(() -> new KafkaSettings("", Map.of("schema.registry.url", "registry:8081"), "", "", ""))
                .hasMessageContaining("http://");
        assertThat(SchemaRegistry.of(KafkaSettings.plain("127.0.0.1:9092"))).isEmpty();
    }
}
