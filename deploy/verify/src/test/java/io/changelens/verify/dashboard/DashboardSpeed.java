package io.changelens.verify.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.local.Endpoints;
import io.changelens.local.clickhouse.ClickHouseHttp;
import io.changelens.verify.stack.StackFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Measures the dashboard on a year of data and prints what it finds; nothing is asserted, since other load on the machine would
 * decide. Not run with the tests: {@code mvn -pl deploy/local -am test -Dtest=DashboardSpeed -Dsurefire.failIfNoSpecifiedTests=false}.
 */
public class DashboardSpeed {

    private static final int TIMES = 9;
    private static final int WIDTH = 1400;

    private static final List<String> PAGES = List.of(
            "#/streams?lang=en&range=90d",
            "#/streams?lang=en&range=365d",
            "#/timeline?lang=en&range=90d&stream=course-delivery",
            "#/timeline?lang=en&range=365d&stream=course-delivery",
            "#/changes?lang=en&range=365d",
            "#/changes?lang=en&range=365d&q=rework",
            "#/change/CHG-15003?lang=en",
            "#/calendar?lang=en&range=365d",
            "#/correlations?lang=en&range=365d",
            "#/maturity?lang=en");

    /** Values of the questions' parameters: all of the year. */
    private static final Map<String, String> YEAR = Map.ofEntries(
            Map.entry("database", Endpoints.DATABASE),
            Map.entry("param_from", "2025-09-01 00:00:00"),
            Map.entry("param_before", "2025-09-01 00:00:00"),
            Map.entry("param_to", "2026-09-01 00:00:00"),
            Map.entry("param_unit", "halves"),
            Map.entry("param_zone", "Asia/Shanghai"),
            Map.entry("param_stream", "course-delivery"),
            Map.entry("param_kpi", "participation"),
            Map.entry("param_step", "604800"),
            Map.entry("param_change", "CHG-15003"),
            Map.entry("param_text", "rework"),
            Map.entry("param_result", ""),
            Map.entry("param_offset", "0"));

    /** What was written since it was last summed up. */
    private static final String PENDING = "SELECT"
            + " (SELECT count() FROM outcome_hours_touched WHERE touched_at >= (SELECT max(rolled_at) FROM outcome_hours) - INTERVAL 15 SECOND)"
            + " + (SELECT count() FROM change_results_touched WHERE touched_at >= (SELECT max(rolled_at) FROM change_results) - INTERVAL 15 SECOND)";

    /** Names and durations of the page's queries, then when the last answer was there, and the two paints. */
    private static final String FIGURES = """
            const done = arguments[arguments.length - 1];
            const measures = performance.getEntriesByType('measure').filter(m => m.name.startsWith('query '));
            const figures = measures.map(m => [m.name, m.duration]);
            figures.push(['last answer', Math.max(...measures.map(m => m.startTime + m.duration))]);
            figures.push(['first contentful paint', performance.getEntriesByName('first-contentful-paint')[0].startTime]);
            new PerformanceObserver(list => {
              figures.push(['largest contentful paint', list.getEntries().pop().startTime]);
              done(figures);
            }).observe({type: 'largest-contentful-paint', buffered: true});
            """;

    @Test
    void measure() throws Exception {
        StackFixture stack = StackFixture.start(List.of());
        try (Browser browser = Browser.at(stack.stack().dashboardLink())) {
            SchoolYear.whole().load(stack);
            assertThat(stack.awaitValue(PENDING, "0")).isEqualTo("0");
            System.out.println("rows of outcome_minutes: " + stack.query("SELECT count() FROM outcome_minutes")
                    + ", of change_effects: " + stack.query("SELECT count() FROM change_effects"));
            print("each question alone", alone(stack));
            for (String page : PAGES) {
                print(page, figuresOf(browser, page));
            }
        } finally {
            stack.stop();
        }
    }

    /** Milliseconds from question to whole answer, one question at a time, over the year. */
    private static Map<String, List<Double>> alone(StackFixture stack) throws Exception {
        ClickHouseHttp clickHouse = new ClickHouseHttp(stack.endpoints().clickHouse());
        Map<String, List<Double>> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of("../dashboard/src/sql"))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                Map<String, String> parameters = new HashMap<>(YEAR);
                if (name.equals("change-series.sql")) {
                    parameters.put("param_from", "2026-08-28 00:00:00");
                }
                for (int i = 0; i < TIMES; i++) {
                    long start = System.nanoTime();
                    clickHouse.query(stack.credentials().reader(), Files.readString(file), parameters);
                    all.computeIfAbsent(name, n -> new ArrayList<>()).add((System.nanoTime() - start) / 1e6);
                }
            }
        }
        return all;
    }

    private static Map<String, List<Double>> figuresOf(Browser browser, String page) {
        Map<String, List<Double>> all = new TreeMap<>();
        for (int i = 0; i < TIMES; i++) {
            browser.open(page, WIDTH);
            for (Object figure : (List<?>) browser.later(FIGURES)) {
                List<?> pair = (List<?>) figure;
                all.computeIfAbsent((String) pair.get(0), name -> new ArrayList<>())
                        .add(((Number) pair.get(1)).doubleValue());
            }
        }
        return all;
    }

    private static void print(String page, Map<String, List<Double>> figures) {
        System.out.println(page);
        figures.forEach((name, values) -> {
            Collections.sort(values);
            System.out.printf(
                    Locale.ROOT,
                    "  %-32s min %5.0f  median %5.0f  max %5.0f ms%n",
                    name,
                    values.get(0),
                    values.get(values.size() / 2),
                    values.get(values.size() - 1));
        });
    }
}
