package io.changelens.receiver;

import io.changelens.mapping.record.Pseudonyms;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A receiver on a port of its own, with a producer that keeps what it is given. */
final class Receiving implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    static final String SECRET = "0123456789abcdef0123456789abcdef";

    private static final Duration PATIENCE = Duration.ofMillis(300);

    final MockProducer<byte[], byte[]> producer;
    final ReceiverServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private Receiving(Sources sources, boolean confirms, Listen listen, boolean ready) {
        producer = new MockProducer<>(confirms, null, new ByteArraySerializer(), new ByteArraySerializer());
        server = ReceiverServer.start(
                sources,
                listen,
                new ReceiverServer.Target(
                        producer,
                        topic -> "t." + topic,
                        PATIENCE,
                        () -> CompletableFuture.completedFuture(ready),
                        producer),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    static Receiving of(Sources sources) {
        return new Receiving(sources, true, listen(Duration.ofSeconds(10), Duration.ofSeconds(30)), true);
    }

    static Receiving at(Sources sources, Listen listen) {
        return new Receiving(sources, true, listen, true);
    }

    /** One whose Kafka does not confirm anything by itself. */
    static Receiving unconfirmed(Sources sources) {
        return new Receiving(sources, false, listen(Duration.ofSeconds(10), Duration.ofSeconds(30)), false);
    }

    static Receiving impatient(Sources sources, Duration idle, Duration longestBody) {
        return new Receiving(sources, true, listen(idle, longestBody), true);
    }

    private static Listen listen(Duration idle, Duration longestBody) {
        return new Listen("127.0.0.1", 0, Optional.empty(), idle, longestBody);
    }

    /** Presets that ship, each with secrets in files of its name. */
    static Sources sources(Path directory, Map<String, String> secrets, boolean direct) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, String> secret : secrets.entrySet()) {
            own(directory.resolve(secret.getKey()), secret.getValue());
        }
        Path key = own(directory.resolve(".pseudonyms"), "k".repeat(Pseudonyms.LEAST_KEY));
        return Sources.of(
                new Sources.Wanted(
                        List.of(), Secrets.read(directory), Set.of(), Optional.of(Pseudonyms.of(key)), direct),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** Writes a file that only its owner can read. */
    static Path own(Path file, String text) throws IOException {
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return send("POST", path, body, headers);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    List<ProducerRecord<byte[], byte[]>> stored() {
        return producer.history();
    }

    static String github(String secret, String body) throws Exception {
        return "sha256=" + HexFormat.of().formatHex(hmac(secret, body));
    }

    static byte[] hmac(String secret, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.close();
    }
}
