package io.changelens.verify.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.local.flink.Jobs;
import io.changelens.verify.stack.StackFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The account of an import into a real stack names what does not count, by file and line. */
class ImportAccountTest {
    private static final String DEPLOYMENTS = "eventId,changeId,phase,occurredAt,service,environment\n";
    private static final String ACTIVITY = "eventId,occurredAt,verb,service,learner\n";

    private static StackFixture fixture;

    @TempDir
    private Path folder;

    private String account = "";

    @BeforeAll
    static void start() throws Exception {
        fixture = StackFixture.start(Jobs.all());
    }

    @AfterAll
    static void stop() {
        fixture.stop();
    }

    @Test
    void servicesEnvironmentsAndRowsThatAreTooLargeAreNamedAndTheRestCounts() throws Exception {
        String commit = "{\"id\":\"" + "0".repeat(40) + "\",\"committedAt\":\"2026-03-01T10:00:00Z\"}";
        String commits = IntStream.range(0, 30_000).mapToObj(i -> commit).collect(Collectors.joining(","));
        String rows = deployment("n-1", "checkout", "production", "")
                + deployment("n-2", "Check Out", "production", "")
                + deployment("n-3", "checkout", "staging", "")
                + deployment("n-4", "checkout", "production", commits);

        assertThat(run("deployments", "runs.jsonl", rows)).isZero();
        assertThat(account)
                .contains("4 rows read, 3 events, 3 sent, 0 skipped, 1 rejected")
                .contains("rejected 1: too-large (first: an event of ")
                .contains("at runs.jsonl:4\n")
                .contains("service not in the catalog 1: Check Out (the catalog has \"checkout\") at runs.jsonl:2\n")
                .contains("environment that does not count as production 1: staging at runs.jsonl:3\n")
                .contains("the jobs read 3 events: 3 counted, 0 known already, 0 late, 0 rejected");
        assertThat(fixture.query("SELECT count() FROM changes FINAL WHERE startsWith(change_id, 'n-')"))
                .as("when the command ends, the table has them")
                .isEqualTo("3");
    }

    @Test
    void anImportThatIsRepeatedIsSafeAndIdsThatWereUsedForOtherEventsAreTold() throws Exception {
        String january = DEPLOYMENTS + """
                run-1,run-1,SUCCEEDED,2026-01-02T10:00:00Z,checkout,
                run-2,run-2,SUCCEEDED,2026-01-03T10:00:00Z,checkout,
                """;
        assertThat(run("deployments", "january.csv", january)).isZero();
        assertThat(run("deployments", "january.csv", january)).isZero();
        assertThat(account)
                .contains("0 counted, 2 known already")
                .contains("2 known already, with the same content: importing again is safe: run-1 (january.csv:2),"
                        + " run-2 (january.csv:3)");

        String february = DEPLOYMENTS + """
                run-1,run-1,SUCCEEDED,2026-02-02T10:00:00Z,checkout,
                run-3,run-3,SUCCEEDED,2026-02-03T10:00:00Z,checkout,
                """;
        assertThat(run("deployments", "february.csv", february)).isEqualTo(3);
        assertThat(account)
                .contains("1 counted, 1 known already")
                .contains("1 known already, with other content")
                .contains(": run-1 (february.csv:2)\n");
    }

    @Test
    void whatTheJobsRejectIsNamed() throws Exception {
        String rows = IntStream.range(0, 1001)
                .mapToObj(i -> "m-%d,many,STARTED,2026-04-01T%02d:%02d:00Z,checkout,%n".formatted(i, i / 60, i % 60))
                .collect(Collectors.joining());
        assertThat(run("deployments", "many.csv", DEPLOYMENTS + rows)).isEqualTo(3);
        assertThat(account)
                .contains("1,000 counted, 0 known already, 0 late, 1 rejected")
                .contains("1 rejected by the jobs: too-many-events: many has 1000 events already (many.csv:1002)\n");
    }

    /** Two tools number their runs: change 17 is one thing in each. */
    @Test
    void aChangeOfAnotherServiceIsNamed() throws Exception {
        String rows = DEPLOYMENTS + """
                gh-1,17,STARTED,2026-03-02T10:00:00Z,checkout,
                gh-2,17,SUCCEEDED,2026-03-02T10:05:00Z,checkout,
                jk-1,17,STARTED,2026-03-09T10:00:00Z,payments,
                """;
        assertThat(run("deployments", "tools.csv", rows)).isEqualTo(3);
        assertThat(account)
                .contains("2 counted, 0 known already, 0 late, 1 rejected")
                .contains("1 rejected by the jobs: other-service: ")
                .contains(" (tools.csv:4)\n");
    }

    @Test
    void anOutlierIsHeldBackAndLateEventsAreNamed() throws Exception {
        aRowWithACountIsOneRecordOfTheAccountAndAsManyActivitiesOfAKpi();
        String day1 = ACTIVITY + activity("w", "2026-10-20", 6) + "w9,2026-11-20T08:00:00Z,viewed,checkout,a\n";
        assertThat(run("learning-activity", "day1.csv", day1)).isEqualTo(3);
        assertThat(account)
                .contains("7 events, 6 sent")
                .contains("held back 1: time-outlier")
                .contains("(first: 2026-11-20T08:00:00Z) at day1.csv:8\n")
                .contains("6 counted, 0 known already, 0 late");

        assertThat(run("learning-activity", "day2.csv", ACTIVITY + activity("v", "2026-10-21", 20)))
                .isZero();
        assertThat(account).contains("20 counted, 0 known already, 0 late");

        String older = ACTIVITY + activity("w", "2026-10-20", 2) + "u1,2026-10-20T09:00:00Z,viewed,checkout,a\n";
        assertThat(run("learning-activity", "older.csv", older)).isEqualTo(3);
        assertThat(account)
                .contains("0 counted, 0 known already, 3 late")
                .contains("1 late: ")
                .contains(": u1 at 2026-10-20T09:00:00Z (older.csv:4)\n")
                .contains("2 late, with the same content as an event that was sent before");

        assertThat(run("learning-activity", "day1.csv", day1, "--allow-outliers"))
                .isZero();
        assertThat(account).contains("1 counted, 0 known already, 6 late").doesNotContain("held back");
    }

    /** Of a time before the others of this stack, which would make it late. */
    private void aRowWithACountIsOneRecordOfTheAccountAndAsManyActivitiesOfAKpi() throws Exception {
        String counts = """
                eventId,occurredAt,verb,service,learner,count,failures,value
                n1,2026-10-19T08:00:00Z,session.ended,checkout,a,1000,12,
                n2,2026-10-19T08:00:10Z,session.ended,checkout,a,0,0,
                n3,2026-10-19T08:00:20Z,service.rated,checkout,a,100,,350.5
                n4,2026-10-19T08:00:30Z,session.ended,checkout,a,1000000001,0,
                n5,2026-10-19T08:00:40Z,session.ended,checkout,a,"1,000",0,
                n6,2026-10-19T08:00:50Z,session.ended,checkout,a,10,11,
                """;
        assertThat(run("learning-activity", "counts.csv", counts)).isZero();
        assertThat(account)
                .contains("6 rows read, 3 events, 3 sent, 0 skipped, 3 rejected")
                .contains("count-out-of-range (first: count is 1000000001, not 0 to 1000000000) at counts.csv:5\n")
                .contains("count: not a whole number in range (first: 1,000) at counts.csv:6\n")
                .contains("failures-out-of-range (first: failures is 11, not 0 to the count of 10) at counts.csv:7\n")
                .contains("the jobs read 3 events: 3 counted, 0 known already, 0 late, 0 rejected");
        assertThat(fixture.awaitValue(sums("session-success"), "988 of 1000 in 2"))
                .isEqualTo("988 of 1000 in 2");
        assertThat(fixture.awaitValue(sums("learner-satisfaction"), "350.5 of 100 in 1"))
                .isEqualTo("350.5 of 100 in 1");
    }

    private static String sums(String kpi) {
        return "SELECT toString(numerator) || ' of ' || toString(denominator) || ' in ' || toString(events)"
                + " FROM outcome_minutes FINAL WHERE value_stream = 'student-service' AND service = 'checkout'"
                + " AND minute = '2026-10-19 08:00:00' AND kpi = '" + kpi + "'";
    }

    private static String deployment(String id, String service, String environment, String commits) {
        return "{\"eventId\":\"" + id + "\",\"changeId\":\"" + id + "\",\"phase\":\"SUCCEEDED\","
                + "\"occurredAt\":\"2026-03-02T10:00:00Z\",\"service\":\"" + service + "\",\"environment\":\""
                + environment + "\",\"commits\":[" + commits + "]}\n";
    }

    /** Activity of one learner, whose events are in one partition. */
    private static String activity(String id, String day, int rows) {
        return IntStream.range(0, rows)
                .mapToObj(i -> "%s%d,%sT08:%02d:00Z,viewed,checkout,a%n".formatted(id, i, day, i))
                .collect(Collectors.joining());
    }

    private int run(String kind, String name, String text, String... more) throws IOException {
        StackImports imports = new StackImports(fixture, folder);
        int code = imports.run(kind, name, text, more);
        account = imports.account();
        return code;
    }
}
