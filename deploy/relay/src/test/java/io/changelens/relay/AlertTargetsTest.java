package io.changelens.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.changelens.schemas.AlertState;
import io.changelens.schemas.ChangeAlert;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is posted, by an HTTP server that takes it. */
class AlertTargetsTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    private final Deque<Integer> statuses = new ArrayDeque<>();
    private final List<String> bodies = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final List<String> signatures = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        paths.add(exchange.getRequestURI().toString());
        keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        signatures.add(exchange.getRequestHeaders().getFirst("X-Changelens-Signature"));
        exchange.sendResponseHeaders(statuses.isEmpty() ? 200 : statuses.remove(), -1);
        exchange.close();
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private Post post() {
        return new Post(address("/hook?room=1"), Duration.ofMillis(1));
    }

    private static JsonNode json(String body) throws IOException {
        return new ObjectMapper().readTree(body);
    }

    @Test
    void alertmanagerGetsItsOwnForm() throws Exception {
        Alertmanager alertmanager = new Alertmanager(address("/"), Clock.fixed(NOW, ZoneOffset.UTC));
        ChangeAlert raised = AlertRelayTest.alert("effect|CH-1", AlertState.RAISED, 1);
        raised.setLink("http://127.0.0.1:8080/#/change/CH-1");
        alertmanager.changed(raised);
        alertmanager.changed(AlertRelayTest.alert("effect|CH-1", AlertState.CLEARED, 2));
        alertmanager.holding(List.of(raised, raised));
        alertmanager.holding(List.of());

        assertThat(paths).hasSize(3).containsOnly("/api/v2/alerts");
        JsonNode alert = json(bodies.get(0)).get(0);
        assertThat(alert.get("labels").toString())
                .isEqualTo(
                        "{\"alertname\":\"ChangelensEffectDegraded\",\"alert_id\":\"effect|CH-1\",\"severity\":\"high\","
                                + "\"change\":\"CH-1\",\"value_stream\":\"learn\"}");
        assertThat(alert.at("/annotations/summary").asText()).isEqualTo("Change CH-1 made it worse");
        assertThat(alert.get("startsAt").asText()).isEqualTo("2026-03-02T09:00:00Z");
        assertThat(alert.get("endsAt").asText()).isEqualTo("2026-03-02T10:03:00Z");
        assertThat(alert.get("generatorURL").asText()).endsWith("CH-1");
        JsonNode cleared = json(bodies.get(1)).get(0);
        assertThat(cleared.get("labels")).isEqualTo(alert.get("labels"));
        assertThat(cleared.get("endsAt").asText()).isEqualTo("2026-03-02T10:00:00Z");
        assertThat(json(bodies.get(2))).hasSize(2);
    }

    @Test
    void aWebhookGetsTheAlertWithASignatureAndAKeyOfItsOwn() throws Exception {
        Webhook webhook = new Webhook(post(), Optional.of("s3cret".getBytes(StandardCharsets.UTF_8)));
        webhook.changed(AlertRelayTest.alert("a", AlertState.RAISED, 1));
        webhook.changed(AlertRelayTest.alert("a", AlertState.RAISED, 1));
        webhook.changed(AlertRelayTest.alert("a", AlertState.CLEARED, 2));
        webhook.holding(List.of(AlertRelayTest.alert("a", AlertState.RAISED, 1)));

        assertThat(paths).hasSize(3).containsOnly("/hook?room=1");
        assertThat(json(bodies.get(0)).get("state").asText()).isEqualTo("RAISED");
        assertThat(json(bodies.get(0)).get("raisedAt").asText()).isEqualTo("2026-03-02T09:00:00Z");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("s3cret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(signatures.get(0))
                .isEqualTo("sha256="
                        + HexFormat.of().formatHex(mac.doFinal(bodies.get(0).getBytes(StandardCharsets.UTF_8))));
        assertThat(keys.get(0)).isEqualTo(keys.get(1)).isNotEqualTo(keys.get(2));
    }

    @Test
    void withoutASecretThereIsNoSignature() throws Exception {
        new Webhook(post(), Optional.empty()).changed(AlertRelayTest.alert("a", AlertState.RAISED, 1));

        assertThat(signatures).containsExactly((String) null);
    }

    @Test
    void whatIsNotTakenIsSentAgainUntilItIs() throws Exception {
        statuses.addAll(List.of(503, 429, 500));
        new Webhook(post(), Optional.empty()).changed(AlertRelayTest.alert("a", AlertState.RAISED, 1));

        assertThat(bodies).hasSize(4);
        assertThat(keys.stream().distinct()).hasSize(1);
    }

    @Test
    void whatIsRefusedForGoodIsNotSentAgain() throws Exception {
        statuses.addAll(List.of(404));
        new Webhook(post(), Optional.empty()).changed(AlertRelayTest.alert("a", AlertState.RAISED, 1));

        assertThat(bodies).hasSize(1);
    }

    @Test
    void aTargetThatIsAwayIsWaitedFor() throws Exception {
        int port = server.getAddress().getPort();
        server.stop(0);
        Thread relay = new Thread(() -> {
            try {
                new Webhook(
                                new Post(URI.create("http://127.0.0.1:" + port + "/"), Duration.ofMillis(50)),
                                Optional.empty())
                        .changed(AlertRelayTest.alert("a", AlertState.RAISED, 1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        relay.start();
        Thread.sleep(200);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::take);
        server.start();
        relay.join(30_000);

        assertThat(relay.isAlive()).isFalse();
        assertThat(bodies).hasSize(1);
    }
}
