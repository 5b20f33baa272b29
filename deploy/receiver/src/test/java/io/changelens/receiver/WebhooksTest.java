package io.changelens.receiver;

import static io.changelens.receiver.Receiving.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is answered to webhooks, and what is stored of them. */
@Tag("fast")
class WebhooksTest {
    private static final String BODY = "{\"zen\": \"Ümlaut\",\n \"hook_id\": 1}";
    private static final String SIGNED = "X-Hub-Signature-256";

    @TempDir
    private Path directory;

    private Receiving github() throws Exception {
        return Receiving.of(Receiving.sources(directory, Map.of("github", SECRET + "\n"), false));
    }

    @Test
    void aSignedDocumentIsStoredAsItCame() throws Exception {
        try (Receiving receiving = github()) {
            HttpResponse<String> answer = receiving.post(
                    "/in/github", BODY, SIGNED, Receiving.github(SECRET, BODY), "X-GitHub-Event", "ping");
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(receiving.stored()).hasSize(1);
            ProducerRecord<byte[], byte[]> record = receiving.stored().get(0);
            assertThat(record.topic()).isEqualTo("t.intake");
            assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("github");
            assertThat(record.value()).asString(StandardCharsets.UTF_8).isEqualTo(BODY);
        }
    }

    @Test
    void headersAreKeptWithoutSecretsAndAddresses() throws Exception {
        try (Receiving receiving = github()) {
            receiving.post(
                    "/in/github",
                    BODY,
                    SIGNED,
                    Receiving.github(SECRET, BODY),
                    "X-GitHub-Event",
                    "ping",
                    "Content-Type",
                    "application/json",
                    "CE-Id",
                    "7",
                    "Authorization",
                    "Bearer abc",
                    "Cookie",
                    "session=1",
                    "X-Hub-Signature",
                    "sha1=1",
                    "X-Gitlab-Token",
                    "abc",
                    "X-Api-Key",
                    "abc",
                    "X-Event-Key",
                    "repo:push",
                    "X-Forwarded-For",
                    "192.0.2.1",
                    "Accept",
                    "*/*");
            Map<String, String> headers = new HashMap<>();
            for (Header header : receiving.stored().get(0).headers()) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
            assertThat(headers)
                    .isEqualTo(Map.of(
                            "changelens-preset", "github",
                            "changelens-received", "2026-03-02T10:00:00Z",
                            "content-type", "application/json",
                            "x-github-event", "ping",
                            "x-event-key", "repo:push",
                            "ce-id", "7"));
        }
    }

    @Test
    void whatIsNotSignedIsNotStoredAndAllRefusalsAreTheSame() throws Exception {
        try (Receiving receiving = github()) {
            HttpResponse<String> unsigned = receiving.post("/in/github", BODY);
            HttpResponse<String> wrong =
                    receiving.post("/in/github", BODY, SIGNED, Receiving.github("another secret of theirs", BODY));
            HttpResponse<String> changed =
                    receiving.post("/in/github", BODY + " ", SIGNED, Receiving.github(SECRET, BODY));
            HttpResponse<String> odd = receiving.post("/in/github", BODY, SIGNED, "sha256=zz");
            for (HttpResponse<String> answer : List.of(unsigned, wrong, changed, odd)) {
                assertThat(answer.statusCode()).isEqualTo(401);
                assertThat(answer.body()).isEqualTo(unsigned.body());
            }
            assertThat(receiving.stored()).isEmpty();
            assertThat(metrics(receiving))
                    .contains("changelens_receive_requests_total{preset=\"github\",answer=\"401\"} 4\n");
        }
    }

    private static String metrics(Receiving receiving) throws Exception {
        return receiving.send("GET", "/metrics", "").body();
    }

    @Test
    void eachOfSeveralSecretsIsTaken() throws Exception {
        String next = "fedcba9876543210fedcba9876543210";
        try (Receiving receiving =
                Receiving.of(Receiving.sources(directory, Map.of("github.old", SECRET, "github.new", next), false))) {
            for (String secret : new String[] {SECRET, next}) {
                assertThat(receiving
                                .post("/in/github", BODY, SIGNED, Receiving.github(secret, BODY))
                                .statusCode())
                        .isEqualTo(202);
            }
        }
    }

    @Test
    void aDocumentThatNobodyCanReadIsTakenWhenItIsSigned() throws Exception {
        String nested = "[".repeat(100_000);
        for (boolean direct : new boolean[] {false, true}) {
            try (Receiving receiving = Receiving.of(Receiving.sources(directory, Map.of("github", SECRET), direct))) {
                for (String body : new String[] {"", "no JSON", "{\"a\":1,\"a\":2}", nested, "\u00e4\u0000"}) {
                    assertThat(receiving
                                    .post("/in/github", body, SIGNED, Receiving.github(SECRET, body))
                                    .statusCode())
                            .isEqualTo(202);
                }
                assertThat(receiving.stored()).hasSize(direct ? 0 : 5);
                assertThat(metrics(receiving))
                        .contains("changelens_receive_requests_total{preset=\"github\",answer=\"202\"} 5\n");
            }
        }
    }

    @Test
    void otherAddressesMethodsAndFormsAreRefused() throws Exception {
        try (Receiving receiving = github()) {
            assertThat(receiving.post("/in/gitlab", BODY).statusCode()).isEqualTo(404);
            assertThat(receiving.post("/in/github/more", BODY).statusCode()).isEqualTo(404);
            assertThat(receiving.post("/in/", BODY).statusCode()).isEqualTo(404);
            assertThat(receiving.post("/", BODY).statusCode()).isEqualTo(404);
            assertThat(receiving.post("/xapi/statements", BODY).statusCode()).isEqualTo(404);
            HttpResponse<String> get = receiving.send("GET", "/in/github", "");
            assertThat(get.statusCode()).isEqualTo(405);
            assertThat(get.headers().firstValue("Allow")).hasValue("POST");
            assertThat(receiving
                            .post(
                                    "/in/github",
                                    "payload=%7B%7D",
                                    SIGNED,
                                    Receiving.github(SECRET, "payload=%7B%7D"),
                                    "Content-Type",
                                    "application/x-www-form-urlencoded")
                            .statusCode())
                    .isEqualTo(415);
            assertThat(receiving.stored()).isEmpty();
        }
    }

    @Test
    void aSecretInTheAddressIsTakenWhereTheToolCanDoNoBetter() throws Exception {
        try (Receiving receiving = Receiving.of(Receiving.sources(directory, Map.of("jenkins", SECRET), false))) {
            assertThat(receiving.post("/in/jenkins", BODY).statusCode()).isEqualTo(401);
            assertThat(receiving
                            .post("/in/jenkins/" + SECRET.replace('0', '1'), BODY)
                            .statusCode())
                    .isEqualTo(401);
            assertThat(receiving.stored()).isEmpty();
            assertThat(receiving.post("/in/jenkins/" + SECRET, BODY).statusCode())
                    .isEqualTo(202);
            assertThat(receiving.stored()).hasSize(1);
            assertThat(receiving.stored().toString() + metrics(receiving)).doesNotContain(SECRET);
        }
    }

    @Test
    void whatKafkaDoesNotConfirmIsAnsweredWith503() throws Exception {
        try (Receiving receiving =
                Receiving.unconfirmed(Receiving.sources(directory, Map.of("github", SECRET), false))) {
            HttpResponse<String> answer = receiving.post("/in/github", BODY, SIGNED, Receiving.github(SECRET, BODY));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("10");
            receiving.producer.sendException = new IllegalStateException("closed");
            assertThat(receiving
                            .post("/in/github", BODY, SIGNED, Receiving.github(SECRET, BODY))
                            .statusCode())
                    .isEqualTo(503);
            assertThat(receiving.send("GET", "/readyz", "").statusCode()).isEqualTo(503);
            assertThat(receiving.send("GET", "/healthz", "").statusCode()).isEqualTo(200);
        }
    }
}
