package io.changelens.verify.views;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.cli.Cookbook;
import io.changelens.local.Endpoints;
import io.changelens.local.clickhouse.ClickHouseHttp;
import io.changelens.local.flink.JobDefinition;
import io.changelens.local.flink.Jobs;
import io.changelens.pipeline.DeliveryJob;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.ReleaseWindow;
import io.changelens.schemas.Topics;
import io.changelens.verify.stack.StackFixture;
import io.changelens.verify.views.SlowDelivery.Deployment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The views of delivery on a real ClickHouse, filled by the real job from events that came in any order, some of them
 * twice, beside plain loops over those events.
 *
 * <p>One file: all questions are asked of one stack, which takes most of the time to start.
 */
class DeliveryViewsTest {

    private static final GeneratedDelivery WORLD = new GeneratedDelivery(7);
    private static final SlowDelivery SLOW = new SlowDelivery(WORLD);

    private static final List<String> DERIVED = List.of(
            "changes",
            "incidents",
            "flow_stages",
            "incident_attributions",
            "release_collisions",
            "change_alerts",
            "catalog_value_streams",
            "catalog_activities",
            "catalog_service_names");

    private static StackFixture stack;

    @BeforeAll
    static void play() throws Exception {
        stack = StackFixture.start(Jobs.all().stream()
                .filter(job -> job.name().equals(DeliveryJob.NAME))
                .toList());
        for (String stream : GeneratedDelivery.STREAMS.get("identity")) {
            ReleaseWindow window = GeneratedDelivery.windowOf(stream);
            stack.publish(
                    Topics.RELEASE_WINDOWS,
                    window.getWindowId().getBytes(StandardCharsets.UTF_8),
                    RecordKind.RELEASE_WINDOWS.encode(window));
        }
        List<DeploymentEvent> deployments = shuffledWithCopies(WORLD.changes.values());
        for (DeploymentEvent event : deployments) {
            stack.send(
                    Topics.DEPLOYMENTS,
                    event.getChangeId().getBytes(StandardCharsets.UTF_8),
                    RecordKind.DEPLOYMENTS.encode(event));
        }
        for (IncidentEvent event : shuffledWithCopies(WORLD.incidents.values())) {
            stack.send(
                    Topics.INCIDENTS,
                    event.getIncidentId().getBytes(StandardCharsets.UTF_8),
                    RecordKind.INCIDENTS.encode(event));
        }
        assertThat(stack.awaitValue("SELECT sum(events) FROM changes FINAL", distinct(WORLD.changes.values())))
                .isEqualTo(distinct(WORLD.changes.values()));
        assertThat(stack.awaitValue("SELECT sum(events) FROM incidents FINAL", distinct(WORLD.incidents.values())))
                .isEqualTo(distinct(WORLD.incidents.values()));
        String production = Long.toString(WORLD.incidents.values().stream()
                .filter(events -> events.get(0).getEnvironment().equals("production"))
                .count());
        assertThat(stack.awaitValue("SELECT count() FROM attributions", production))
                .isEqualTo(production);
    }

    @AfterAll
    static void stop() {
        stack.stop();
    }

    private static <E> List<E> shuffledWithCopies(Collection<List<E>> subjects) {
        List<E> events = new ArrayList<>();
        subjects.forEach(events::addAll);
        Random random = new Random(1);
        for (E event : List.copyOf(events)) {
            if (random.nextInt(5) == 0) {
                events.add(event);
            }
        }
        Collections.shuffle(events, random);
        return events;
    }

    private static <E> String distinct(Collection<List<E>> subjects) {
        return Long.toString(subjects.stream().mapToLong(List::size).sum());
    }

    private static List<String> rows(String sql) throws InterruptedException {
        String answer = stack.query(stack.credentials().reader(), sql);
        return answer.isEmpty() ? List.of() : List.of(answer.split("\n"));
    }

    private static String figures(String... columns) {
        List<String> formatted = new ArrayList<>();
        for (String column : columns) {
            formatted.add("if(isNull(" + column + "), NULL, toDecimalString(assumeNotNull(" + column + "), 6))");
        }
        return String.join(", ", formatted);
    }

    private static String millis(Instant time) {
        return time == null ? "\\N" : Long.toString(time.toEpochMilli());
    }

    @Test
    void whatBecameOfEachChangeIsWhatItsEventsSay() throws Exception {
        List<String> expected = SLOW.deployments.stream()
                .sorted(Comparator.comparing((Deployment d) -> d.id))
                .map(d -> String.join(
                        "\t",
                        d.id,
                        millis(d.deployedAt),
                        Boolean.toString(d.live),
                        Boolean.toString(d.first),
                        d.failure,
                        millis(d.recoveredAt),
                        Boolean.toString(d.rework),
                        SlowDelivery.text(d.lead),
                        SlowDelivery.text(d.recovery)))
                .toList();

        assertThat(rows("SELECT change_id, toUnixTimestamp64Milli(deployed_at), live, first_of_service, failure,"
                        + " toUnixTimestamp64Milli(recovered_at), rework, "
                        + figures("lead_seconds", "recovery_seconds")
                        + " FROM deployments ORDER BY change_id"))
                .isEqualTo(expected);
        assertThat(SLOW.deployments)
                .extracting(d -> d.failure)
                .contains("FAILED", "ROLLED_BACK", "ROLLED_BACK_BY_OTHER", "INCIDENT", "");
    }

    @ParameterizedTest
    @CsvSource({
        "day, UTC",
        "week, UTC",
        "month, UTC",
        "day, Asia/Shanghai",
        "week, Asia/Shanghai",
        "month, Asia/Shanghai",
        "day, America/New_York",
        "week, America/New_York",
        "month, America/New_York",
        "month, Pacific/Auckland"
    })
    void everyMetricIsThatOfTheRawEvents(String unit, String zone) throws Exception {
        DeliveryPeriodsTest.assertSame(
                rows("SELECT " + DeliveryPeriodsTest.columns() + " FROM dora(unit = '" + unit + "', zone = '" + zone
                        + "')"),
                SLOW.periods(ZoneId.of(zone)).calendar(unit));
    }

    /** A change to identity serves all value streams; over some of them together it counts once. */
    @Test
    void overChosenValueStreamsAChangeCountsOnce() throws Exception {
        List<String> chosen = List.of("course-delivery", "student-service");
        List<Deployment> serving = SLOW.deployments.stream()
                .filter(d -> GeneratedDelivery.STREAMS.get(d.service).stream().anyMatch(chosen::contains))
                .toList();
        double all = serving.size();
        double failed = serving.stream().filter(d -> !d.failure.isEmpty()).count();
        String range = "(unit = 'range', zone = 'UTC', from = '2000-01-01 00:00:00', to = '2100-01-01 00:00:00'";

        assertThat(rows("SELECT " + figures("deployments", "failed_deployments", "fail_rate")
                        + " FROM delivery_metrics_of" + range + ", streams = ['course-delivery', 'student-service'])"
                        + " WHERE scope_kind = 'chosen'"))
                .containsExactly(SlowDelivery.text(all, failed, failed / all));
        assertThat(rows("SELECT sum(deployments) > " + serving.size() + " FROM delivery_metrics" + range
                        + ") WHERE scope IN ('course-delivery', 'student-service')"))
                .as("value streams share changes")
                .containsExactly("1");
        assertThat(rows("SELECT count() FROM delivery_metrics" + range + ") WHERE scope_kind = 'chosen'"))
                .containsExactly("0");
    }

    @Test
    void noRateIsOutsideItsBounds() throws Exception {
        assertThat(rows("SELECT count() FROM dora(unit = 'day', zone = 'UTC') WHERE deployments > 0"
                        + " AND NOT (fail_rate BETWEEN 0 AND 1"
                        + " AND rework_rate BETWEEN 0 AND 1 AND coalesce(value_success_rate, 0) BETWEEN 0 AND 1)"))
                .containsExactly("0");
        assertThat(rows("SELECT count() > 100 FROM dora(unit = 'week', zone = 'UTC')"))
                .containsExactly("1");
    }

    @ParameterizedTest
    @CsvSource({"UTC", "America/New_York"})
    void aTierIsTheLowestOfThoseOfLeadTimeFrequencyAndRecovery(String zone) throws Exception {
        List<String> expected = SLOW.tiers(ZoneId.of(zone));
        assertThat(rows("SELECT scope_kind, scope, period, tier FROM dora_tiers(zone = '" + zone
                        + "') WHERE version = '2024'"))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(expected).anyMatch(row -> row.endsWith("high")).anyMatch(row -> row.endsWith("medium"));
    }

    @Test
    void theStagesOfAChangeAddUpToItsWholeTime() throws Exception {
        Map<String, String> expected = new TreeMap<>();
        for (Deployment d : SLOW.deployments) {
            SlowFlow flow = SlowFlow.of(WORLD.changes.get(d.id), d.deployedAt);
            if (flow.seconds() != null) {
                expected.put(d.id, SlowDelivery.text(flow.seconds(), flow.active(), flow.handOvers()));
            }
        }
        Map<String, String> found = new TreeMap<>();
        for (String row : rows(
                "SELECT change_id, " + figures("flow_seconds", "active_seconds", "hand_overs") + " FROM change_flow")) {
            found.put(row.substring(0, row.indexOf('\t')), row.substring(row.indexOf('\t') + 1));
        }
        assertThat(found).isEqualTo(expected);
        assertThat(rows("SELECT count() > 10, countIf(abs(1 - share) > 1e-9) FROM (SELECT sum(share_of_time) AS share"
                        + " FROM flow_times GROUP BY value_stream, activity HAVING sum(total_seconds) > 0)"))
                .allMatch(row -> row.endsWith("\t0"));
    }

    @Test
    void maturityCountsWhatTheEventsSay() throws Exception {
        Map<String, double[]> months = new TreeMap<>();
        for (Deployment d : SLOW.deployments) {
            if (d.live) {
                List<DeploymentEvent> events = WORLD.changes.get(d.id);
                DeploymentEvent first = events.get(0);
                boolean tied =
                        first.getWorkItem() != null || first.getSprint() != null || first.getServiceRequest() != null;
                for (String stream : GeneratedDelivery.STREAMS.get(d.service)) {
                    double[] counts = months.computeIfAbsent(
                            stream + "\t" + d.deployedAt.toString().substring(0, 7) + "-01", s -> new double[3]);
                    counts[0]++;
                    counts[1] += tied ? 1 : 0;
                    counts[2] += first.getCollaboratingTeams().isEmpty() ? 0 : 1;
                }
            }
        }
        List<String> expected = new ArrayList<>();
        months.forEach(
                (name, counts) -> expected.add(name + "\t" + SlowDelivery.text(counts[0], counts[1], counts[2], 0)));

        assertThat(rows("SELECT value_stream, toDate(month), " + figures("changes", "tied", "shared", "evaluated")
                        + " FROM maturity ORDER BY value_stream, month"))
                .isEqualTo(expected);
        assertThat(rows("SELECT count() FROM maturity WHERE NOT (integration BETWEEN 0 AND 1"
                        + " AND collaboration BETWEEN 0 AND 1 AND evaluation BETWEEN 0 AND 1)"))
                .containsExactly("0");
    }

    @Test
    void aServiceRequestIsFollowedToItsLiveChange() throws Exception {
        List<String> expected = new ArrayList<>();
        for (Deployment d : SLOW.deployments) {
            DeploymentEvent first = WORLD.changes.get(d.id).get(0);
            if (first.getServiceRequest() != null && d.live) {
                expected.add(first.getServiceRequest().getId() + "\t" + d.id + "\t" + millis(d.deployedAt));
            }
        }
        assertThat(rows("SELECT service_request, change_id, toUnixTimestamp64Milli(live_at) FROM service_requests"
                        + " WHERE live_at IS NOT NULL"))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void aChangeToIdentityCollidesWithTheWindowsOfAllStreamsAndOneToAStreamsOwnServiceWithThatStreamsAlone()
            throws Exception {
        assertThat(rows("SELECT service, arraySort(groupUniqArray(value_stream)) FROM collisions"
                        + " WHERE state = 'CONFIRMED' GROUP BY service ORDER BY service"))
                .containsExactly(
                        "checkout\t['student-service']",
                        "identity\t['course-delivery','operations-analytics','student-service','teacher-support']",
                        "live-classroom\t['course-delivery']");
    }

    @Test
    void aReplayOfAllTopicsFromTheBeginningGivesTheSameTables() throws Exception {
        Map<String, String> before = contents();
        for (String table : DERIVED) {
            stack.query("TRUNCATE TABLE " + table);
        }
        JobDefinition job = Jobs.all().stream()
                .filter(j -> j.name().equals(DeliveryJob.NAME))
                .findFirst()
                .orElseThrow();
        stack.stack().flink().submit("replay", env -> job.define(env, stack.endpoints(), stack.credentials()));
        // Silent partitions hold the watermark for half a minute; the last revisions come after that.
        long deadline = System.nanoTime() + Duration.ofSeconds(100).toNanos();
        while (!contents().equals(before) && System.nanoTime() < deadline) {
            Thread.sleep(500);
        }
        contents()
                .forEach((table, rows) -> assertThat(rows.split("\n"))
                        .as(table)
                        .isNotEmpty()
                        .containsExactly(before.get(table).split("\n")));
    }

    private static Map<String, String> contents() throws InterruptedException {
        Map<String, String> contents = new TreeMap<>();
        for (String table : DERIVED) {
            contents.put(table, stack.query("SELECT * FROM " + table + " FINAL ORDER BY ALL"));
        }
        return contents;
    }

    static Set<String> cookbook() throws IOException {
        return Cookbook.questions().keySet();
    }

    @ParameterizedTest
    @MethodSource("cookbook")
    void everyQuestionOfTheCookbookCanBeAsked(String name) throws Exception {
        String statement = Cookbook.statement(name).orElseThrow();
        Map<String, String> settings = new TreeMap<>(Map.of("database", Endpoints.DATABASE));
        Cookbook.defaults(statement).forEach((parameter, value) -> settings.put("param_" + parameter, value));

        assertThat(statement.lines().findFirst().orElseThrow()).matches("-- .*\\?");
        new ClickHouseHttp(stack.endpoints().clickHouse())
                .query(stack.credentials().reader(), statement, settings);
    }

    @Test
    void theViewsOfAdoptionAndCollisionsAnswer() throws Exception {
        assertThat(rows("SELECT value_stream FROM value_streams")).hasSize(4);
        assertThat(rows("SELECT count() FROM adoption_kpis")).containsExactly("0");
        assertThat(rows("SELECT count() FROM adoption_delivery")).containsExactly("0");
        assertThat(rows("SELECT sum(changes) FROM collision_consequences")).hasSize(1);
    }
}
