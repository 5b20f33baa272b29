package io.changelens.verify.views;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.local.clickhouse.ClickHouseHttp;
import io.changelens.local.clickhouse.Migrations;
import io.changelens.verify.stack.ClickHouseFixture;
import io.changelens.verify.views.GeneratedPeriods.Deployment;
import io.changelens.verify.views.SlowPeriods.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Periods of delivery metrics and tiers on a real ClickHouse, beside plain loops over the same deployments. */
class DeliveryPeriodsTest {

    private static final String DATABASE = "delivery_periods";
    private static final GeneratedPeriods WORLD = new GeneratedPeriods(3);
    /** Columns of figures, in the order of {@link Period#row}. */
    static final List<String> FIGURES = List.of(
            "days",
            "observed_days",
            "observed_weeks",
            "deployments",
            "live_deployments",
            "frequency",
            "deployment_days",
            "lead_changes",
            "lead_reversed",
            "lead_median",
            "lead_p75",
            "lead_p90",
            "lead_p95",
            "failed_deployments",
            "fail_rate",
            "recovered",
            "recovery_reversed",
            "not_recovered",
            "recovery_median",
            "recovery_p90",
            "rework_deployments",
            "rework_rate",
            "value_judged",
            "value_successes",
            "value_success_rate");

    private static ClickHouseFixture clickHouse;

    @BeforeAll
    static void fill() throws Exception {
        clickHouse = ClickHouseFixture.get();
        clickHouse.query(clickHouse.credentials().admin(), "CREATE DATABASE " + DATABASE, Map.of());
        Migrations.migrate(
                "jdbc:clickhouse:" + clickHouse.address() + "/" + DATABASE,
                clickHouse.credentials().admin());
        List<String> rows = new ArrayList<>();
        for (Deployment d : WORLD.deployments) {
            rows.add("('" + d.id() + "', '" + d.service() + "', '" + d.team() + "', ["
                    + String.join(
                            ", ", d.streams().stream().map(s -> "'" + s + "'").toList()) + "], 'production', true, "
                    + d.live() + ", " + time(d.at()) + ", " + (d.lead() == null ? "NULL" : d.lead()) + ", "
                    + d.leadReversed() + ", '" + d.failure() + "', " + time(d.recoveryFrom()) + ", "
                    + time(d.recoveredAt()) + ", '" + (d.rework() ? "x" : "") + "', " + time(d.at()) + ", 1)");
        }
        // Planned only, and the newest event of all: it ends what is known.
        rows.add("('newest', 'planned', '', [], 'production', true, false, NULL, NULL, false, '', NULL, NULL, '', "
                + time(GeneratedPeriods.NEWEST) + ", 1)");
        // In another environment: it counts nowhere.
        rows.add("('elsewhere', 'any-0', '', ['course-delivery'], 'staging', false, true, "
                + time(Instant.parse("2025-03-03T00:00:00Z")) + ", 7, false, '', NULL, NULL, '', "
                + time(Instant.parse("2025-03-03T00:00:00Z")) + ", 1)");
        query(
                "INSERT INTO changes (change_id, service, team, value_streams, environment, production, live, deployed_at,"
                        + " lead_seconds, lead_reversed, failure, recovery_from, recovered_at, rollback_of, last_event_at, events)"
                        + " VALUES " + String.join(", ", rows));
    }

    @AfterAll
    static void drop() throws Exception {
        query("DROP DATABASE " + DATABASE);
    }

    private static String time(Instant time) {
        return time == null ? "NULL" : "fromUnixTimestamp64Milli(" + time.toEpochMilli() + ", 'UTC')";
    }

    private static String query(String sql) throws Exception {
        return new ClickHouseHttp(clickHouse.address())
                .query(
                        clickHouse.credentials().admin(),
                        sql,
                        Map.of("database", DATABASE, "max_query_size", "10000000"));
    }

    private static List<String> rows(String sql) throws Exception {
        return query(sql).lines().toList();
    }

    static String columns() {
        List<String> columns = new ArrayList<>(List.of(
                "scope_kind",
                "scope",
                "period",
                "toUnixTimestamp64Milli(starts_at)",
                "toUnixTimestamp64Milli(ends_at)",
                "complete"));
        for (String figure : FIGURES) {
            columns.add("if(isNull(" + figure + "), NULL, toDecimalString(assumeNotNull(" + figure + "), 6))");
        }
        return String.join(", ", columns);
    }

    private static SlowPeriods slow(ZoneId zone) {
        return new SlowPeriods(WORLD.deployments, GeneratedPeriods.NEWEST, zone);
    }

    /** Says the first difference only: there are up to 30,000 rows. */
    static void assertSame(List<String> found, List<Period> expected) {
        List<String> rows = found.stream().sorted().toList();
        List<String> right = expected.stream().map(Period::row).sorted().toList();
        for (int i = 0; i < Math.min(rows.size(), right.size()); i++) {
            assertThat(rows.get(i)).isEqualTo(right.get(i));
        }
        assertThat(rows.size()).isEqualTo(right.size());
    }

    static Stream<Arguments> calendars() {
        return GeneratedPeriods.ZONES.stream()
                .flatMap(zone -> Stream.of("day", "week", "month").map(unit -> Arguments.of(unit, zone)));
    }

    @ParameterizedTest
    @MethodSource("calendars")
    void aScopeHasEachPeriodFromItsFirstDeploymentToTheEndOfTheData(String unit, ZoneId zone) throws Exception {
        List<Period> expected = slow(zone).calendar(unit);

        assertSame(rows("SELECT " + columns() + " FROM dora(unit = '" + unit + "', zone = '" + zone + "')"), expected);
        assertThat(expected).anyMatch(period -> period.of().isEmpty()).anyMatch(period -> !period.complete());
    }

    @ParameterizedTest
    @CsvSource({
        "month, 2025-02-10T07:30:00Z, 2025-07-03T00:00:00Z",
        "week, 2025-02-10T00:00:00Z, 2025-02-24T00:00:00Z",
        "day, 2024-11-01T00:00:00Z, 2025-02-05T16:00:00Z",
        "month, 2024-01-01T00:00:00Z, 2024-06-01T00:00:00Z"
    })
    void ofARangeOnlyItsPartOfAPeriodIsObserved(String unit, Instant from, Instant to) throws Exception {
        for (ZoneId zone : List.of(ZoneId.of("UTC"), ZoneId.of("Asia/Shanghai"))) {
            assertSame(
                    rows("SELECT " + columns() + " FROM delivery_metrics(unit = '" + unit + "', zone = '" + zone
                            + "', from = toDateTime(" + from.getEpochSecond() + "), to = toDateTime("
                            + to.getEpochSecond() + "))"),
                    slow(zone).calendar(unit, from, to));
        }
    }

    /** As on the page: it ends with the data, at a full hour. The second one ends later, the third begins before them. */
    @ParameterizedTest
    @CsvSource({
        "2026-01-08T14:00:00Z, 90, 2",
        "2026-01-08T14:00:00Z, 7, 2",
        "2026-01-20T00:00:00Z, 30, 2",
        "2025-01-20T00:00:00Z, 30, 2",
        "2026-01-08T14:00:00Z, 365, 1"
    })
    void aRangeOrItsHalvesAreObservedBetweenTheFirstDeploymentAndTheEndOfTheData(Instant to, int days, int parts)
            throws Exception {
        for (ZoneId zone : List.of(ZoneId.of("UTC"), ZoneId.of("America/New_York"))) {
            Instant from = to.minus(Duration.ofDays((long) days * parts));
            assertSame(
                    rows("SELECT " + columns() + " FROM delivery_metrics(unit = '" + (parts == 2 ? "halves" : "range")
                            + "', zone = '" + zone + "', from = toDateTime(" + from.getEpochSecond()
                            + "), to = toDateTime("
                            + to.getEpochSecond() + "))"),
                    slow(zone).range(from, Duration.ofDays(days), parts));
        }
    }

    /** The tiers by frequency alone: these services have no lead times and no failures. */
    @ParameterizedTest
    @CsvSource({
        "twice-a-workday, elite",
        "daily, high",
        "workdays, high",
        "weekly-MONDAY, high",
        "weekly-TUESDAY, high",
        "weekly-WEDNESDAY, high",
        "weekly-THURSDAY, high",
        "weekly-FRIDAY, high",
        "weekly-SATURDAY, high",
        "weekly-SUNDAY, high",
        "fortnightly, medium",
        "monthly-15, medium",
        "monthly-last, medium",
        "release-day, medium"
    })
    void anExactCadenceIsInTheSameTierInEachMonthOfItsZone(String cadence, String tier) throws Exception {
        for (ZoneId zone : GeneratedPeriods.ZONES) {
            List<String> tiers = tiers(zone, cadence);
            assertThat(tiers).as("%s in %s", cadence, zone).hasSizeGreaterThanOrEqualTo(12);
            // The data end in the next January, which is not over.
            assertThat(tiers.subList(0, 12)).as("%s in %s", cadence, zone).allMatch(row -> row.endsWith("\t" + tier));
        }
    }

    private static List<String> tiers(ZoneId zone, String cadence) throws Exception {
        return rows("SELECT period, complete, tier FROM dora_tiers(zone = '" + zone + "') WHERE scope = '"
                + GeneratedPeriods.nameOf(cadence, zone) + "' AND version = '2024' ORDER BY period");
    }

    @Test
    void aMonthWithoutADeploymentIsLowWhenItIsOverAndInNoTierBefore() throws Exception {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        assertThat(tiers(berlin, "quarterly"))
                .startsWith("2025-01-01\tfalse\tmedium", "2025-02-01\ttrue\tlow", "2025-03-01\ttrue\tlow")
                .endsWith("2025-11-01\ttrue\tlow", "2025-12-01\ttrue\tlow");
    }

    @Test
    void everyTierByFrequencyIsThatOfTheDefinition() throws Exception {
        ZoneId zone = ZoneId.of("Pacific/Auckland");
        Set<String> expected = new LinkedHashSet<>();
        for (Period p : slow(zone).calendar("month")) {
            int tier = p.tierOfFrequency();
            if (tier >= 0) {
                String name = List.of("elite", "high", "medium", "low").get(tier);
                expected.add(p.scope() + "\t" + p.startsAt().atZone(zone).toLocalDate() + "\t" + name);
            }
        }
        assertThat(rows("SELECT scope_kind, scope, period, arrayFirst(t -> t.1 = 'frequency', tier_by_metric).2 AS t"
                        + " FROM dora_tiers(zone = '" + zone + "') WHERE version = '2024' AND t != ''"))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(expected).anyMatch(row -> row.endsWith("low")).anyMatch(row -> row.endsWith("elite"));
    }
}
