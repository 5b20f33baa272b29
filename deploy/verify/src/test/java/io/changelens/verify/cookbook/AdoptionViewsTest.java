package io.changelens.verify.cookbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.changelens.local.clickhouse.ClickHouseHttp;
import io.changelens.verify.cookbook.AdoptionParts.Day;
import io.changelens.verify.cookbook.AdoptionParts.Part;
import io.changelens.verify.stack.ClickHouseFixture;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The view {@code adoption_paths} on a real ClickHouse, in a database of its own, beside plain loops and dense matrices:
 * adoptions soon after each other and long after, a break between terms, weeks with a day missing, a value stream that
 * begins late, counts that are 0 in some weeks, a KPI that never changes, and one that a single value stream has.
 */
class AdoptionViewsTest {

    private static final String DATABASE = "adoptions";
    private static final LocalDate BEGIN = LocalDate.of(2025, 1, 6);
    private static final int WEEKS = 75;
    private static final Map<String, Instant> ADOPTED_AT = new TreeMap<>();

    static {
        ADOPTED_AT.put("a", Instant.parse("2025-09-03T09:00:00Z"));
        ADOPTED_AT.put("b", Instant.parse("2025-10-06T00:00:00Z"));
        ADOPTED_AT.put("c", Instant.parse("2026-01-14T12:00:00Z"));
        ADOPTED_AT.put("d", Instant.parse("2026-05-20T12:00:00Z"));
        ADOPTED_AT.put("e", null);
        ADOPTED_AT.put("f", null);
    }

    private static List<Day> days() {
        Random random = new Random(5);
        List<Day> days = new ArrayList<>();
        for (String stream : ADOPTED_AT.keySet()) {
            for (String kpi : List.of("shared", "broken", "young", "rare", "constant", "lonely")) {
                double state = 0;
                for (int week = 0; week < WEEKS; week++) {
                    state = 0.6 * state + 0.1 * random.nextGaussian();
                    boolean none = (kpi.equals("lonely") && !stream.equals("a"))
                            || (kpi.equals("broken") && week % 17 >= 13)
                            || (kpi.equals("young") && stream.equals("f") && week < 32);
                    int last = random.nextInt(40) == 0 ? 6 : 7;
                    for (int day = 0; day < last && !none; day++) {
                        double amount = kpi.equals("constant")
                                ? 500
                                : kpi.equals("rare")
                                        ? (random.nextInt(3) == 0 ? 1 : 0)
                                        : Math.rint(1e3 * Math.exp(state + 0.2 * Math.sin(week / 5.0)));
                        LocalDate date = BEGIN.plusWeeks(week).plusDays(day);
                        days.add(new Day(stream, kpi, date, amount, 1000));
                    }
                }
            }
        }
        return days;
    }

    private static String ask(ClickHouseFixture clickHouse, String sql) throws InterruptedException {
        return new ClickHouseHttp(clickHouse.address())
                .query(clickHouse.credentials().admin(), sql, Map.of("database", DATABASE));
    }

    private static void fill(ClickHouseFixture clickHouse, List<Day> days) throws Exception {
        clickHouse.query(clickHouse.credentials().admin(), "DROP DATABASE IF EXISTS " + DATABASE, Map.of());
        clickHouse.query(clickHouse.credentials().admin(), "CREATE DATABASE " + DATABASE, Map.of());
        ask(
                clickHouse,
                "CREATE TABLE outcomes_by_hour (value_stream LowCardinality(String), kpi LowCardinality(String),"
                        + " hour DateTime('UTC'), numerator Decimal(38, 6), denominator Decimal(38, 6))"
                        + " ENGINE = MergeTree ORDER BY (value_stream, kpi, hour)");
        ask(
                clickHouse,
                "CREATE TABLE value_streams (value_stream LowCardinality(String),"
                        + " adopted_at Nullable(DateTime64(3, 'UTC'))) ENGINE = MergeTree ORDER BY value_stream");
        StringBuilder rows = new StringBuilder("INSERT INTO outcomes_by_hour FORMAT TSV\n");
        days.forEach(d -> rows.append(String.join(
                "\t",
                d.stream(),
                d.kpi(),
                d.day() + " 12:00:00",
                Double.toString(d.numerator()),
                Double.toString(d.denominator()) + "\n")));
        ask(clickHouse, rows.toString());
        StringBuilder streams = new StringBuilder("INSERT INTO value_streams FORMAT TSV\n");
        ADOPTED_AT.forEach((stream, at) -> streams.append(stream)
                .append('\t')
                .append(at == null ? "\\N" : at.toString().replace('T', ' ').replace("Z", ""))
                .append('\n'));
        ask(clickHouse, streams.toString());
        try (InputStream in = ClickHouseHttp.class.getResourceAsStream("/sql/metrics/R__views_maturity_adoption.sql")) {
            String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            ask(
                    clickHouse,
                    sql.substring(
                            sql.indexOf("CREATE OR REPLACE VIEW adoption_paths"),
                            sql.indexOf("-- The effect of an adoption on each KPI over the first twelve weeks")));
        }
    }

    @Test
    void everyPartIsThatOfPlainLoops() throws Exception {
        ClickHouseFixture clickHouse = ClickHouseFixture.get();
        List<Day> days = days();
        fill(clickHouse, days);
        AdoptionParts expected = new AdoptionParts(ADOPTED_AT, days);

        String answer = ask(
                clickHouse,
                "SELECT adopter, kpi, part, arrayStringConcat(compared_with, ','), weeks_before, weeks_after, effect, low, high, p,"
                        + " least_found, impact, impact_low, impact_high FROM adoption_paths");
        Set<String> seen = new TreeSet<>();
        int estimated = 0;
        for (String line : answer.split("\n", -1)) {
            if (line.isEmpty()) {
                continue;
            }
            String[] cell = line.split("\t", -1);
            String at = cell[0] + " " + cell[1] + " " + cell[2];
            seen.add(at);
            Part part = expected.parts(cell[0], cell[1]).get(cell[2]);
            assertThat(cell[3]).as(at).isEqualTo(String.join(",", part.comparedWith()));
            assertThat(cell[4] + " " + cell[5]).as(at).isEqualTo(part.weeksBefore() + " " + part.weeksAfter());
            AdoptionEstimate found = part.estimate();
            if (found == null) {
                assertThat(cell[6]).as(at).isEqualTo("\\N");
                continue;
            }
            estimated++;
            near(at, cell[6], Math.exp(found.step()) - 1);
            near(at, cell[7], Math.exp(found.low()) - 1);
            near(at, cell[8], Math.exp(found.high()) - 1);
            near(at, cell[9], found.p());
            near(at, cell[10], part.leastFound());
            near(at, cell[11], part.impact(found.step()));
            near(at, cell[12], part.impact(found.low()));
            near(at, cell[13], part.impact(found.high()));
        }
        Set<String> all = new TreeSet<>();
        ADOPTED_AT.forEach((adopter, at) -> expected.kpis(adopter).stream()
                .filter(kpi -> at != null)
                .forEach(kpi ->
                        expected.parts(adopter, kpi).keySet().forEach(p -> all.add(adopter + " " + kpi + " " + p))));
        assertThat(seen).isEqualTo(all);
        assertThat(estimated).isGreaterThan(60);
    }

    /** The view takes Student's distribution by an approximation whose relative error is below 3e-6 from 10 degrees on. */
    private static void near(String at, String found, double expected) {
        assertThat(Double.parseDouble(found)).as(at).isCloseTo(expected, within(1e-8 + 1e-5 * Math.abs(expected)));
    }
}
