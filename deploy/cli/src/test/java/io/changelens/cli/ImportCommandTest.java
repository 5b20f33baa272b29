package io.changelens.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.changelens.local.Endpoints;
import io.changelens.local.flink.Jobs;
import io.changelens.local.stack.StackState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportCommandTest {
    private static final String ROWS = """
            eventId,changeId,phase,occurredAt,service
            2,c2,SUCCEEDED,2024-03-02T10:00:00Z,checkout
            1,c1,STARTED,2024-03-01T10:00:00Z,checkout
            3,c3,BEGUN,2024-03-01T10:00:00Z,checkout
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final StringWriter usage = new StringWriter();

    private String failure = "none";

    @TempDir
    private Path folder;

    @Test
    void aDryRunGivesAnAccountAndSendsNothing() {
        Path file = file("x.csv", ROWS);
        assertThat(run("deployments", file.toString(), "--dry-run")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("deployments from 1 file: 3 rows read, 2 events, none sent (dry run),"
                                        + " 0 skipped, 1 rejected, in "),
                        line -> assertThat(line).isEqualTo("  from 2024-03-01T10:00:00Z to 2024-03-02T10:00:00Z"),
                        line -> assertThat(line)
                                .startsWith("  rejected 1: phase: not one of UNKNOWN, PLANNED")
                                .endsWith("(first: BEGUN) at x.csv:4"));
    }

    @Test
    void theAccountAsJsonAloneOnStandardOutput() throws Exception {
        Path file = file("x.csv", ROWS);
        assertThat(run("deployments", file.toString(), "--dry-run", "--json", "-"))
                .isZero();
        JsonNode json = JsonMapper.builder().build().readTree(out.toString(StandardCharsets.UTF_8));
        assertThat(json.get("kind").asText()).isEqualTo("deployments");
        assertThat(json.get("read").asLong()).isEqualTo(3);
        assertThat(json.get("events").asLong()).isEqualTo(2);
        assertThat(json.get("sent").asLong()).isZero();
        assertThat(json.get("skipped")).isEmpty();
        assertThat(json.get("rejected").get(0).get("rows").asLong()).isEqualTo(1);
        assertThat(json.get("rejected").get(0).get("firstLines").get(0).asLong())
                .isEqualTo(4);
        assertThat(json.get("firstEvent").asText()).isEqualTo("2024-03-01T10:00:00Z");
        assertThat(json.get("lastEvent").asText()).isEqualTo("2024-03-02T10:00:00Z");
        assertThat(json.get("seconds").isNumber()).isTrue();
    }

    @Test
    void theAccountAsAFile() throws Exception {
        Path json = folder.resolve("account.json");
        run("deployments", file("x.csv", ROWS).toString(), "--dry-run", "--json", json.toString());
        assertThat(Files.readString(json)).startsWith("{").endsWith("}\n");
    }

    private static final String GITHUB = """
            {"deployment_status": {"id": 3, "state": "success", "created_at": "2024-03-01T10:00:00Z"},
             "deployment": {"id": 4, "sha": "aa", "environment": "production"},
             "repository": {"full_name": "school/shop"}}
            {"action": "opened", "issue": {"number": 12, "title": "Down", "labels": [{"name": "incident"}],
              "created_at": "2024-03-01T11:00:00Z"}, "repository": {"full_name": "school/shop"}}
            {"action": "created", "repository": {"full_name": "school/shop"}}
            """;

    @Test
    void aPresetMakesSeveralKindsInOneImport() throws Exception {
        Path file = file("x.json", GITHUB);
        assertThat(run("--preset", "github", file.toString(), "--dry-run", "--json", "-"))
                .isZero();
        JsonNode json = JsonMapper.builder().build().readTree(out.toString(StandardCharsets.UTF_8));
        assertThat(json.get("kind").asText()).isEqualTo("deployments, incidents");
        assertThat(json.get("read").asLong()).isEqualTo(3);
        assertThat(json.get("events").asLong()).isEqualTo(2);
        assertThat(json.get("skipped").get(0).get("reason").asText()).isEqualTo("other event created");
        assertThat(json.get("kinds").findValuesAsText("kind")).containsExactly("deployments", "incidents");
        assertThat(json.get("kinds").get(1).get("firstEvent").asText()).isEqualTo("2024-03-01T11:00:00Z");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("deployments, incidents from 1 file: 3 rows read, 2 events, none sent")
                .contains("  incidents: 1 events from 2024-03-01T11:00:00Z to 2024-03-01T11:00:00Z");
    }

    @Test
    void aKindBesideAPresetLeavesTheOthersOut() {
        Path file = file("x.json", GITHUB);
        assertThat(run("incidents", file.toString(), "--preset", "github", "--dry-run"))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("incidents from 1 file: 3 rows read, 1 events, none sent (dry run), 2 skipped");
    }

    @Test
    void whatADocumentBecomesIsShownAndNothingIsSent() {
        Path file = file("x.json", GITHUB);
        assertThat(run(file.toString(), "--preset", "github", "--show", "5")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "x.json:1 deployments {\"eventId\":\"github/school/shop/status/3\",\"changeId\":"
                                + "\"github/school/shop/4\",\"phase\":\"SUCCEEDED\",\"occurredAt\":"
                                + "\"2024-03-01T10:00:00Z\",\"service\":\"school/shop\",\"version\":\"aa\","
                                + "\"commits\":[{\"id\":\"aa\"}]}",
                        "x.json:4 incidents {\"eventId\":\"github/school/shop/issue/12/opened\",\"incidentId\":"
                                + "\"github/school/shop/issue/12\",\"phase\":\"OPENED\",\"occurredAt\":"
                                + "\"2024-03-01T11:00:00Z\",\"service\":\"school/shop\",\"title\":\"Down\"}",
                        "x.json:6 skipped: other event created");
        out.reset();
        assertThat(run(file.toString(), "--preset", "github", "--show", "1")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
        assertThat(run(file("y.json", "{}").toString(), "--preset", "github", "--show", "1"))
                .isEqualTo(1);
    }

    @Test
    void wrongUseOfPresetsIsToldInOneLine() {
        Path file = file("x.json", GITHUB);
        assertThat(run(file.toString(), "--preset", "github", "--mapping", "github"))
                .isEqualTo(2);
        assertThat(run("deployments", "--preset", "github")).isEqualTo(2);
        assertThat(failure(file.toString(), "--preset", "nothub")).startsWith("no mapping file nothub, and none of");
        assertThat(failure("release-windows", file.toString(), "--preset", "github"))
                .isEqualTo("github.yaml: maps deployments, incidents, not release-windows");
    }

    /** An {@code up --set delivery.production=…} decides what is production, not the default. */
    @Test
    void productionIsWhatTheRunningStackTakesForIt() throws Exception {
        URI nowhere = URI.create("http://127.0.0.1:1/");
        Endpoints endpoints = new Endpoints("127.0.0.1:1", nowhere, 0, nowhere, nowhere, folder);
        StackState.ofThisProcess(endpoints, Jobs.production(Map.of("delivery.production", "blue;green-*")))
                .write(StackState.file(Files.createDirectories(folder.resolve("state"))));
        assertThat(stack().production().patterns()).containsExactly("blue", "green-*");
    }

    @Test
    void severalFilesAreOneImport() {
        Path one = file("one.csv", ROWS);
        Path two = file("two.csv", ROWS);
        assertThat(run("deployments", one.toString(), two.toString(), "--dry-run"))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("deployments from 2 files: 6 rows read, 4 events")
                .contains("one.csv:4, two.csv:4");
    }

    @Test
    void theExitCodeTellsThatEveryRowWasRejected() {
        String nothing = ROWS.lines().findFirst().orElseThrow() + "\n1,,,,\n";
        assertThat(run("deployments", file("x.csv", nothing).toString(), "--dry-run"))
                .isEqualTo(1);
    }

    @Test
    void wrongUseIsTwo() {
        assertThat(run("deploys", "x.csv")).isEqualTo(2);
        assertThat(usage.toString())
                .contains("\"deploys\" is none of deployments, incidents, learning-activity, value-streams,"
                        + " release-windows");
        assertThat(run("deployments")).isEqualTo(2);
        assertThat(run("deployments", "x.csv", "--wet-run")).isEqualTo(2);
    }

    @Test
    void withoutAStackOneIsAskedFor() {
        Path file = file("x.csv", ROWS);
        assertThat(failure("deployments", file.toString()))
                .isEqualTo("no running stack found; start one with `changelens up`, or name a broker with --kafka"
                        + " HOST:PORT");
    }

    @Test
    void anAddressThatIsNoneIsTold() {
        Path file = file("x.csv", ROWS);
        assertThat(failure("deployments", file.toString(), "--kafka", "nonsense"))
                .isEqualTo("--kafka nonsense: expected HOST:PORT");
    }

    private String failure(String... args) {
        assertThat(run(args)).isEqualTo(1);
        return failure;
    }

    private int run(String... args) {
        PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
        ImportCommand command = new ImportCommand(stack(), outStream, errStream);
        return new CommandLine(command)
                .setErr(new PrintWriter(usage))
                .setExecutionExceptionHandler((e, commandLine, result) -> {
                    failure = e.getMessage();
                    return 1;
                })
                .execute(args);
    }

    private RunningStack stack() {
        return new RunningStack.OnThisMachine(
                StackState.file(folder.resolve("state")), new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private Path file(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
