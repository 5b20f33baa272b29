package io.changelens.verify.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.changelens.cli.ImportCommand;
import io.changelens.local.Endpoints;
import io.changelens.local.clickhouse.ClickHouseHttp;
import io.changelens.local.clickhouse.Credentials;
import io.changelens.local.stack.StackState;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The whole stack on a Kafka with TLS, logins and ACLs, and the search for its secrets. */
class SecuredStackEndToEndTest {

    private static final String PREFIX = "school.";
    private static final List<String> SECRETS = List.of(SecuredBroker.PIPELINE_PASSWORD, Certificates.PASSWORD);

    private static SecuredBroker broker;
    private static Path home;
    private static UpProcess up;
    private static StackState state;

    @BeforeAll
    static void start() throws Exception {
        broker = SecuredBroker.get();
        // The rights that docs/operations.md lists, and no more.
        broker.allow(
                SecuredBroker.PIPELINE,
                ResourceType.TOPIC,
                PREFIX,
                AclOperation.CREATE,
                AclOperation.READ,
                AclOperation.WRITE);
        broker.allow(SecuredBroker.PIPELINE, ResourceType.GROUP, PREFIX, AclOperation.READ);
        broker.allow(SecuredBroker.PIPELINE, ResourceType.TRANSACTIONAL_ID, PREFIX, AclOperation.WRITE);
        home = StackFixture.scratch("up");
        Path properties = broker.scram(SecuredBroker.PIPELINE, SecuredBroker.PIPELINE_PASSWORD);
        // What no client needs, but stands there all the same.
        Files.writeString(
                properties, Files.readString(properties) + "ssl.key.password=" + Certificates.PASSWORD + "\n");
        up = UpProcess.start(
                home, "--kafka", broker.login(), "--kafka-properties", properties.toString(), "--topic-prefix", PREFIX);
        state = up.awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        up.close();
        StackFixture.delete(home);
    }

    @Test
    void whatIsImportedStandsInTheTablesUnderPlainNames() throws Exception {
        importFile(
                "learning-activity",
                "eventId,learner,verb,success,occurredAt,service\n"
                        + Stream.iterate(0, i -> i + 1)
                                .limit(200)
                                .map(i -> String.format(
                                        "a-%d,l-%d,session.ended,true,2024-03-01T10:%02d:00Z,identity%n",
                                        i, i % 7, i % 60))
                                .reduce("", String::concat));
        importFile(
                "deployments",
                "eventId,changeId,phase,occurredAt,service\nd-1,CH-7,SUCCEEDED,2024-03-01T10:00:00Z,identity\n");
        broker.publish(PREFIX + "deployments", "no event".getBytes(StandardCharsets.UTF_8));

        await("SELECT count() FROM latest_changes WHERE change_id = 'CH-7'", "1");
        await("SELECT sum(events) > 0 FROM outcomes", "1");
        await("SELECT topic FROM rejected_records LIMIT 1", "deployments");
        try (Admin admin = broker.admin()) {
            assertThat(admin.listGroups().all().get())
                    .extracting(GroupListing::groupId)
                    .contains(
                            PREFIX + "changelens-outcomes",
                            PREFIX + "changelens-delivery",
                            PREFIX + "changelens-effects")
                    .doesNotContain("changelens-outcomes");
            assertThat(admin.listTransactions().all().get())
                    .isNotEmpty()
                    .extracting(TransactionListing::transactionalId)
                    .allMatch(id -> id.startsWith(PREFIX + "changelens-outcomes"));
        }
    }

    @Test
    void noSecretIsInAFile() throws Exception {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(home)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        assertThat(files).hasSizeGreaterThan(10).anyMatch(file -> file.endsWith("stack.json"));
        for (Path file : files) {
            if (Files.isReadable(file)) {
                assertNoSecret(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
    }

    @Test
    void noSecretIsInAProcessListOrOutput() throws Exception {
        for (ProcessHandle process : up.processes()) {
            Path own = Path.of("/proc", Long.toString(process.pid()));
            for (String file : List.of("cmdline", "environ")) {
                if (Files.isReadable(own.resolve(file))) {
                    assertNoSecret(file, new String(Files.readAllBytes(own.resolve(file)), StandardCharsets.UTF_8));
                }
            }
            process.info().commandLine().ifPresent(line -> assertNoSecret("command line", line));
        }
        assertNoSecret("output", String.join("\n", up.lines()));
    }

    @Test
    void noSecretIsOnFlinksPages() throws Exception {
        List<String> pages = new ArrayList<>(List.of(
                "/config",
                "/overview",
                "/jobs",
                "/jobs/overview",
                "/jobmanager/config",
                "/jobmanager/environment",
                "/jobmanager/logs",
                "/jobmanager/metrics",
                "/taskmanagers"));
        for (JsonNode job : new ObjectMapper().readTree(page("/jobs")).get("jobs")) {
            String own = "/jobs/" + job.get("id").asText();
            for (String part : List.of(
                    "",
                    "/config",
                    "/plan",
                    "/jobmanager/config",
                    "/jobmanager/environment",
                    "/checkpoints",
                    "/checkpoints/config",
                    "/exceptions",
                    "/accumulators",
                    "/metrics")) {
                pages.add(own + part);
            }
            for (JsonNode vertex : new ObjectMapper().readTree(page(own)).get("vertices")) {
                pages.add(own + "/vertices/" + vertex.get("id").asText());
            }
        }
        int found = 0;
        for (String path : pages) {
            String text = page(path);
            found += text.contains("read learning-activity") ? 1 : 0;
            assertNoSecret(path, text);
        }
        assertThat(pages).hasSizeGreaterThan(40);
        assertThat(found).as("pages that show the sources").isPositive();
    }

    @Test
    void aWrongPasswordEndsTheStartWithOneLine() throws Exception {
        Path other = StackFixture.scratch("up-refused");
        Path wrong = broker.scram(SecuredBroker.PIPELINE, "wrong-5ea1");
        try (UpProcess refused =
                UpProcess.start(other, "--kafka", broker.login(), "--kafka-properties", wrong.toString())) {
            assertThat(refused.awaitEnd()).isEqualTo(1);
            assertThat(refused.lines().stream()
                            .filter(line -> line.startsWith("changelens: "))
                            .toList())
                    .hasSize(1)
                    .allMatch(
                            line -> line.startsWith("changelens: Kafka at " + broker.login() + " refused the login: "));
            assertThat(String.join("\n", refused.lines())).doesNotContain("\tat ", "wrong-5ea1");
        }
        StackFixture.delete(other);
    }

    private static void importFile(String kind, String text) throws Exception {
        Path file = Files.writeString(home.resolve(kind + ".csv"), text);
        int exit = new CommandLine(new ImportCommand(
                        new OtherStack(() -> StackState.running(StackState.file(home.resolve("state/changelens")))
                                .map(StackState::kafka)),
                        StackFixture.silent(),
                        System.err))
                .execute(kind, file.toString());
        assertThat(exit).as(kind).isZero();
    }

    private static void await(String sql, String expected) throws Exception {
        Credentials credentials = Credentials.ofDataDir(home.resolve("data"), Map.of());
        ClickHouseHttp clickHouse = new ClickHouseHttp(URI.create(state.clickHouse()));
        String value = "";
        for (int i = 0; i < 300 && !value.equals(expected); i++) {
            value = clickHouse
                    .query(credentials.reader(), sql, Map.of("database", Endpoints.DATABASE))
                    .strip();
            Thread.sleep(value.equals(expected) ? 0 : 200);
        }
        assertThat(value).as(sql).isEqualTo(expected);
    }

    private static String page(String path) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(state.flink()).resolve(path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return answer.body();
    }

    private static void assertNoSecret(String where, String text) {
        for (String secret : SECRETS) {
            assertThat(text.contains(secret)).as("a secret in " + where).isFalse();
        }
    }
}
