package io.changelens.verify.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.local.flink.Jobs;
import io.changelens.verify.stack.StackFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deployments as tools report them, from the file to the views, on a real stack. */
class DeliveredCasesTest {

    private static final String HEAD =
            "eventId,changeId,phase,occurredAt,service,environment,rollbackOf,rolloutScope,version,commits.0.id,commits.0.committedAt\n";

    private static StackFixture fixture;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        fixture = StackFixture.start(Jobs.all());
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            assertThat(fixture.awaitUnaccounted()).isEqualTo("0");
        } finally {
            fixture.stop();
        }
    }

    /**
     * Imports rows. A row is {@code change phase time}, and then fields as {@code name=value}: service, environment,
     * rollbackOf, scope, version, commit (its time).
     */
    private int imported(String name, String... rows) throws Exception {
        StringBuilder csv = new StringBuilder(HEAD);
        int number = 0;
        for (String row : rows) {
            String[] parts = row.split(" ", 4);
            String rest = parts.length > 3 ? parts[3] : "";
            String commit = field(rest, "commit", "");
            csv.append(String.join(
                    ",",
                    name + "-" + number++,
                    parts[0],
                    parts[1],
                    parts[2],
                    field(rest, "service", name),
                    field(rest, "environment", "production"),
                    field(rest, "rollbackOf", ""),
                    field(rest, "scope", ""),
                    field(rest, "version", ""),
                    commit.isEmpty() ? "" : "c" + number,
                    commit));
            csv.append('\n');
        }
        return new StackImports(fixture, folder).run("deployments", name + ".csv", csv.toString());
    }

    private static String field(String fields, String name, String otherwise) {
        for (String field : fields.split(";", -1)) {
            if (field.startsWith(name + "=")) {
                return field.substring(name.length() + 1);
            }
        }
        return otherwise;
    }

    private static String of(String columns, String view, String service) throws Exception {
        return fixture.query("SELECT " + columns + " FROM " + view + " WHERE service = '" + service
                + "' ORDER BY change_id FORMAT TSV");
    }

    @Test
    void aFailureThatWasTriedAgainIsAFailureThatRecovered() throws Exception {
        imported(
                "retry",
                "ra STARTED 2026-03-02T10:00:00Z",
                "ra FAILED 2026-03-02T10:05:00Z",
                "ra STARTED 2026-03-02T11:00:00Z",
                "ra SUCCEEDED 2026-03-02T11:05:00Z",
                "rb SUCCEEDED 2026-03-03T10:00:00Z",
                "rb ROLLED_BACK 2026-03-03T10:30:00Z",
                "rb SUCCEEDED 2026-03-03T15:00:00Z");

        assertThat(of("change_id, state, failure, recovery_seconds", "deployments", "retry"))
                .isEqualTo("ra\tSUCCEEDED\tFAILED\t3600\nrb\tSUCCEEDED\tROLLED_BACK\t16200");
        assertThat(of("formatDateTime(live_at, '%F %T'), attempts, exposed_until IS NULL", "latest_changes", "retry"))
                .isEqualTo("2026-03-02 11:05:00\t2\t1\n2026-03-03 15:00:00\t2\t1");
    }

    @Test
    void secondsBetweenTwoClocksHideNoFailure() throws Exception {
        imported(
                "clocks",
                "ca SUCCEEDED 2026-03-02T10:00:00Z",
                "ca STARTED 2026-03-02T10:00:04Z",
                "cb FAILED 2026-03-03T10:00:00Z",
                "cb STARTED 2026-03-03T10:00:04Z",
                "cc ROLLED_BACK 2026-03-04T10:00:00Z",
                "cc SUCCEEDED 2026-03-04T10:00:04Z");

        assertThat(of("change_id, state, failure", "deployments", "clocks"))
                .isEqualTo("ca\tSUCCEEDED\t\ncb\tFAILED\tFAILED\ncc\tROLLED_BACK\tROLLED_BACK");
        assertThat(of("actual_end IS NOT NULL", "latest_changes", "clocks")).isEqualTo("1\n1\n1");
    }

    @Test
    void everyUsualNameOfProductionCounts() throws Exception {
        imported(
                "names",
                "n1 SUCCEEDED 2026-03-01T10:00:00Z environment=production",
                "n2 SUCCEEDED 2026-03-02T10:00:00Z environment=Production",
                "n3 SUCCEEDED 2026-03-03T10:00:00Z environment=prod",
                "n4 SUCCEEDED 2026-03-04T10:00:00Z environment=prod-eu",
                "n5 SUCCEEDED 2026-03-05T10:00:00Z environment=live",
                "n6 SUCCEEDED 2026-03-06T10:00:00Z environment= PRODUCTION",
                "n7 SUCCEEDED 2026-03-07T10:00:00Z environment=staging");

        assertThat(fixture.query("SELECT count() FROM deployments WHERE service = 'names' AND live"))
                .isEqualTo("6");
    }

    @Test
    void anOlderVersionThatGoesLiveAgainIsARollback() throws Exception {
        imported(
                "versions",
                "va SUCCEEDED 2026-03-02T10:00:00Z version=v1",
                "vb SUCCEEDED 2026-03-03T10:00:00Z version=v2",
                "vc SUCCEEDED 2026-03-03T11:00:00Z version=v1");

        assertThat(of("change_id, failure, recovery_seconds, rework", "deployments", "versions"))
                .isEqualTo("va\t\t\\N\tfalse\nvb\tROLLED_BACK_BY_OTHER\t3600\tfalse\nvc\t\t\\N\ttrue");
        assertThat(of("rollback_of, rolled_back_by, rollback_inferred", "latest_changes", "versions"))
                .isEqualTo("\t\tfalse\n\tvc\tfalse\nvb\t\ttrue");
    }

    @Test
    void commitsAfterTheDeploymentMakeNoLeadTime() throws Exception {
        imported(
                "commits",
                "ka SUCCEEDED 2026-03-01T10:00:00Z",
                "kb SUCCEEDED 2026-03-02T10:00:00Z commit=2026-03-02T12:00:00Z",
                "kc SUCCEEDED 2026-03-06T10:00:00Z commit=2026-03-03T10:00:00Z");

        assertThat(of("change_id, lead_seconds", "deployments", "commits")).isEqualTo("ka\t\\N\nkb\t\\N\nkc\t259200");
        assertThat(of("lead_reversed", "latest_changes", "commits")).isEqualTo("false\ntrue\nfalse");
    }

    @Test
    void aCanaryThatIsWidenedIsForEverybodyFromThen() throws Exception {
        imported("canary", "ya SUCCEEDED 2026-03-02T10:00:00Z scope=canary", "ya SUCCEEDED 2026-03-02T14:00:00Z");

        assertThat(of("rollout_scope, rollout_scopes, formatDateTime(live_at, '%T')", "latest_changes", "canary"))
                .isEqualTo("[]\t[['canary'],[]]\t14:00:00");
    }

    @Test
    void whatWasReportedByMistakeDoesNotCount() throws Exception {
        imported(
                "mistake",
                "ma SUCCEEDED 2026-03-02T10:00:00Z",
                "ma CANCELLED 2026-03-02T11:00:00Z",
                "mb SUCCEEDED 2026-03-03T10:00:00Z",
                "mb SUCCEEDED 2026-03-03T10:00:01Z environment=staging");

        assertThat(of("change_id", "deployments", "mistake")).isEmpty();
    }

    @Test
    void oneIdOfTwoServicesIsToldAndTheFirstStays() throws Exception {
        int code = imported(
                "tools",
                "17 STARTED 2026-03-02T10:00:00Z service=tool-a",
                "17 SUCCEEDED 2026-03-02T10:05:00Z service=tool-a",
                "17 STARTED 2026-03-09T10:00:00Z service=tool-b",
                "17 FAILED 2026-03-09T10:05:00Z service=tool-b");

        assertThat(code).isEqualTo(3);
        assertThat(of("change_id, failure, state", "deployments", "tool-a")).isEqualTo("17\t\tSUCCEEDED");
        assertThat(
                        fixture.query(
                                "SELECT count() FROM rejected_records FINAL WHERE reason = 'other-service' AND detail LIKE '17 %'"))
                .isEqualTo("2");
    }

    /** The catalog comes after the deployments, and is then corrected for the past. */
    @Test
    void aCatalogThatComesLaterPlacesWhatHappenedBefore() throws Exception {
        imported("late-shop", "la SUCCEEDED 2026-03-02T10:00:00Z", "lb SUCCEEDED 2026-03-04T10:00:00Z");
        assertThat(of("service_known, value_streams", "latest_changes", "late-shop"))
                .isEqualTo("false\t[]\nfalse\t[]");

        StackImports imports = new StackImports(fixture, folder);
        assertThat(imports.run("value-streams", "catalog.yaml", catalog(1_000_001, "late-shop", "sell")))
                .isZero();
        assertPlaced("sell", 1_000_001);
        assertThat(imports.run("value-streams", "corrected.yaml", catalog(1_000_002, "late-shop", "trade")))
                .isZero();
        assertPlaced("trade", 1_000_002);
    }

    private static void assertPlaced(String stream, long revision) throws Exception {
        String placed = "SELECT countIf(service_known AND value_streams = ['" + stream + "'] AND catalog_revision = "
                + revision + ") FROM latest_changes WHERE service = 'late-shop'";
        assertThat(fixture.awaitValue(placed, "2")).isEqualTo("2");
    }

    private static String catalog(long revision, String service, String stream) {
        return """
                revision: %d
                effectiveFrom: 1970-01-01T00:00:00Z
                valueStreams:
                  - id: %s
                    name: %s
                    kpis: [works]
                    activities:
                      - {id: a, name: a, services: [%s]}
                services:
                  - {id: %s, name: %s}
                kpis:
                  - id: works
                    name: works
                    direction: HIGHER_IS_BETTER
                    materialEffect: 0.05
                    numerator: {verbs: [used], aggregate: COUNT_SUCCESS}
                    denominator: {verbs: [used], aggregate: COUNT}
                """.formatted(revision, stream, stream, service, service, service);
    }
}
