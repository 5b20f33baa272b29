package io.changelens.local.dashboard;

import io.changelens.local.stack.StackFixture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Measures the dashboard on a year of data and prints what it finds; nothing is asserted, since other load on the machine would
 * decide. Not run with the tests: {@code mvn -pl deploy/local -am test -Dtest=DashboardSpeed -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class DashboardSpeed {

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
        try (Browser browser = Browser.at(stack.endpoints().dashboard())) {
            SchoolYear.whole().load(stack);
            for (String view : List.of("outcome_hours_rolling", "change_results_rolling")) {
                stack.query("SYSTEM REFRESH VIEW " + view);
                stack.query("SYSTEM WAIT VIEW " + view);
            }
            System.out.println("rows of outcome_minutes: " + stack.query("SELECT count() FROM outcome_minutes")
                    + ", of change_effects: " + stack.query("SELECT count() FROM change_effects"));
            for (String page : PAGES) {
                print(page, figuresOf(browser, page));
            }
        } finally {
            stack.stop();
        }
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
