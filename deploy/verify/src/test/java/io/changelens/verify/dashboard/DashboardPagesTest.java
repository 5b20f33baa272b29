package io.changelens.verify.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changelens.local.UserError;
import io.changelens.verify.stack.StackFixture;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/**
 * The dashboard in a browser, over generated rows in a real ClickHouse, beside the same figures asked by SQL.
 *
 * <p>One file: all pages are opened in one browser over one database.
 */
class DashboardPagesTest {

    private static final SchoolYear TERM = new SchoolYear(LocalDate.of(2025, 10, 31), 126, 1700);
    private static final String HOSTILE = "\"><img src=x onerror=window.hacked=5>";
    private static final String HOSTILE_PAGE =
            "#/change/%22%3E%3Cimg%20src%3Dx%20onerror%3Dwindow.hacked%3D5%3E?lang=en";
    private static final int WIDE = 1400;
    private static final int NARROW = 360;

    private static StackFixture stack;
    private static Browser browser;

    @BeforeAll
    static void fill() throws Exception {
        stack = StackFixture.start(List.of());
        TERM.load(stack);
        TERM.load(stack, "hostile.sql");
        browser = Browser.at(stack.stack().dashboardLink());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        stack.stop();
    }

    /** The 30 days that the data ends with. */
    private static String during(String column) {
        return column + " >= toDateTime('2026-02-04 00:00:00') AND " + column + " < toDateTime('2026-03-06 00:00:00')";
    }

    private static String ask(String sql) throws InterruptedException {
        return stack.query(stack.credentials().reader(), sql);
    }

    /** As the page writes numbers: without the thin space before the percent sign and with a plain minus. */
    private static String plain(String text) {
        return text.replace("\u202f", " ").replace('\u2212', '-');
    }

    private static String percent(double share) {
        int digits = Math.abs(100 * share) < 10 || Math.abs(100 - 100 * share) < 1 ? 2 : 1;
        return String.format(Locale.ROOT, "%." + digits + "f %%", 100 * share);
    }

    private static String signed(String difference) {
        double value = 100 * Double.parseDouble(difference);
        return String.format(Locale.ROOT, Math.abs(value) < 1 ? "%+.2f %%" : "%+.1f %%", value);
    }

    @ParameterizedTest
    @CsvSource({
        "streams, en, light, 1400",
        "streams, zh, dark, 360",
        "timeline, en, dark, 1400",
        "timeline, zh, light, 360",
        "changes, en, light, 360",
        "changes, zh, dark, 1400",
        "change/CHG-00500, en, dark, 360",
        "change/CHG-00500, zh, light, 1400",
        "calendar, en, light, 1400",
        "calendar, zh, dark, 360",
        "correlations, en, dark, 360",
        "correlations, zh, light, 1400",
        "maturity, en, light, 360",
        "maturity, zh, dark, 1400",
    })
    void everyPageIsWholeAndAccessible(String page, String language, String theme, int width) {
        browser.complaints();
        browser.open("#/" + page + "?range=30d&lang=" + language + "&theme=" + theme, width);

        assertThat(browser.script("return document.documentElement.lang"))
                .isEqualTo(language.equals("zh") ? "zh-CN" : "en");
        assertThat(browser.script("return document.documentElement.dataset.theme"))
                .isEqualTo(theme);
        assertThat(browser.text("nav")).contains(language.equals("zh") ? "价值流" : "Value streams");
        assertThat(browser.all(".failed")).isEmpty();
        assertThat((Long) browser.script("return document.documentElement.scrollWidth"))
                .as("width of the page: nothing but tables may need scrolling sideways")
                .isLessThanOrEqualTo(width);
        assertThat(browser.violations()).isEmpty();
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.script("return window.hacked")).isNull();
    }

    @Test
    void aScorecardHasTheFiguresOfTheTables() throws Exception {
        browser.open("#/streams?range=30d&lang=en", WIDE);
        String card = "[data-stream=course-delivery] ";

        double participation = Double.parseDouble(ask("SELECT sum(numerator) / sum(denominator) FROM outcomes WHERE"
                + " value_stream = 'course-delivery' AND kpi = 'participation' AND " + during("minute")));
        assertThat(plain(browser.text(card + "[data-kpi=participation]"))).isEqualTo(percent(participation));
        String difference =
                ask("SELECT " + participation + " / (sum(numerator) / sum(denominator)) - 1 FROM outcomes WHERE"
                        + " value_stream = 'course-delivery' AND kpi = 'participation' AND minute >= toDateTime('2026-01-05 00:00:00')"
                        + " AND minute < toDateTime('2026-02-04 00:00:00')");
        assertThat(plain(browser.text(card))).contains(signed(difference));

        String[] dora = ask("SELECT countIf(failed) / count(), countIf(failed), count() FROM deployments WHERE"
                        + " has(value_streams, 'course-delivery') AND " + during("deployed_at"))
                .split("\t", -1);
        assertThat(plain(browser.text(card + "[data-metric=failRate]")))
                .isEqualTo(percent(Double.parseDouble(dora[0])));
        assertThat(browser.text(card)).contains(dora[1] + " of " + dora[2]);

        String[] improved = ask("SELECT countIf(business_result = 'IMPROVED') AS improved, improved / count() FROM"
                        + " change_summary WHERE value_stream = 'course-delivery'"
                        + " AND business_result != 'INSUFFICIENT_DATA' AND " + during("live_at"))
                .split("\t", -1);
        assertThat(plain(browser.text(card + "[data-part=value] .legend .IMPROVED")))
                .contains("(" + improved[0] + ")", percent(Double.parseDouble(improved[1])));

        String open = ask("SELECT count() FROM collisions_ahead WHERE value_stream = 'course-delivery'");
        assertThat(browser.text(card + "[data-part=collisions]"))
                .isEqualTo(open + " collisions ahead · worst: critical");
    }

    @Test
    void availabilityIsTheShareOfMinutesWithoutAMajorIncident() throws Exception {
        browser.open("#/streams?range=30d&lang=en", WIDE);

        String down = "SELECT uniqExact(minute) FROM (SELECT toStartOfMinute(assumeNotNull(opened_at))"
                + " + 60 * arrayJoin(range(toUInt32(greatest(0, dateDiff('minute', toStartOfMinute(assumeNotNull(opened_at)),"
                + " least(coalesce(resolved_at, now()), toDateTime('2026-03-06 00:00:00')) + INTERVAL 59 SECOND))))) AS minute"
                + " FROM latest_incidents WHERE environment = 'production' AND severity IN ('MAJOR', 'CRITICAL')"
                + " AND has(value_streams, 'student-service') AND opened_at < '2026-03-06 00:00:00') WHERE "
                + during("minute");
        double minutesDown = Double.parseDouble(ask(down));
        assertThat(minutesDown).isBetween(1.0, 30 * 24 * 60 - 1.0);
        assertThat(plain(browser.text("[data-stream=student-service] [data-kpi=availability]")))
                .isEqualTo(percent(1 - minutesDown / (30 * 24 * 60)));
    }

    @Test
    void aListOfChangesIsSearchedAndLeadsToAChange() throws Exception {
        browser.open("#/changes?range=all&lang=en&stream=course-delivery", WIDE);
        browser.all("input[type=search]").get(0).sendKeys("rework COURSE-1");
        String found = ask(
                "SELECT count() FROM latest_changes WHERE environment = 'production'"
                        + " AND has(value_streams, 'course-delivery') AND positionCaseInsensitive(title, 'rework course-1') > 0");
        browser.await(
                "the changes that are searched for",
                b -> b.text(".panel [role=status]").equals(found + " changes"));

        assertThat(browser.texts("tbody th")).allMatch(text -> text.contains("Rework course-1"));
        browser.all("tbody th a").get(0).sendKeys(Keys.ENTER);
        browser.await("the change's page", b -> b.text("h1").startsWith("Rework course-1"));
    }

    @Test
    void aChangeHasItsEffectsAndItsVerdictInASentence() throws Exception {
        String change = ask(
                "SELECT change_id FROM change_summary WHERE business_result = 'DEGRADED' AND"
                        + " value_stream = 'course-delivery' AND degraded = 1 AND technical_result = 'SUCCEEDED' ORDER BY change_id DESC LIMIT 1");
        browser.open("#/change/" + change + "?lang=en&horizon=all", WIDE);

        String rows = ask("SELECT count() FROM latest_effects WHERE change_id = '" + change + "'");
        assertThat(browser.all("#content .panel:nth-of-type(2) tbody tr")).hasSize(Integer.parseInt(rows));
        String worst = ask("SELECT round(100 * abs(worst_benefit), 1) FROM change_summary WHERE change_id = '" + change
                + "' AND value_stream = 'course-delivery'");
        assertThat(plain(browser.text("[data-part=sentence]")))
                .contains("It went live without a failure")
                .containsPattern("It worsened Course delivery: .*" + worst.replaceAll("\\..*", "") + "\\.\\d");
        assertThat(browser.text("[data-part=effect-sentence]"))
                .contains("a deterioration")
                .contains("own units");
        assertThat(browser.text("[data-part=path]"))
                .containsPattern("no effect in any part|came in hours 7–12, lasted until day 2");
    }

    @Test
    void theCalendarShowsCollisionsInEveryStateOfTheirLife() throws Exception {
        browser.open("#/calendar?range=30d&lang=en", WIDE);

        assertThat(browser.texts("#collisions-open tbody th"))
                .hasSize(Integer.parseInt(ask("SELECT count() FROM collisions_ahead")))
                .contains("PLAN-0 Move the <b>database</b>", "PLAN-1 Move the <b>database</b>");
        String confirmed = ask("SELECT count() FROM collisions WHERE state = 'CONFIRMED' AND window_end"
                + " >= toDateTime('2026-02-04 00:00:00')");
        assertThat(browser.all("#collisions-confirmed tbody tr")).hasSize(Integer.parseInt(confirmed));
        assertThat(browser.text("#collisions-withdrawn")).contains("<b>moved</b>");
    }

    @Test
    void maturityIsThatOfTheView() throws Exception {
        browser.open("#/maturity?lang=en", WIDE);

        double integration = Double.parseDouble(ask(
                "SELECT integration FROM maturity WHERE value_stream = 'course-delivery' ORDER BY month DESC LIMIT 1"));
        assertThat(plain(browser.text("[data-stream=course-delivery] [data-share=integration]")))
                .isEqualTo(percent(integration));
        assertThat(browser.text("#content")).contains("Course delivery adopted the integrated process on 2 Jan 2026");
    }

    @Test
    void whatAdoptingDidStandsBesideItsInterval() throws Exception {
        browser.open("#/maturity?lang=en", WIDE);

        String[] effect = ask("SELECT effect, low, high FROM adoption_effects WHERE kpi = 'participation'")
                .split("\t", -1);
        String cell = "[data-adopter=course-delivery] [data-effect=participation]";
        browser.await("the effect", b -> !b.text(cell).isEmpty());
        assertThat(plain(browser.text(cell)))
                .startsWith(signed(effect[0]))
                .contains(signed(effect[1]) + " to " + signed(effect[2]));

        String second = ask("SELECT path_parts[2], path_effects[2] FROM adoption_effects WHERE kpi = 'participation'");
        assertThat(second).startsWith("WEEKS_5_TO_8\t");
        assertThat(plain(browser.text("[data-adopter=course-delivery] [data-path=participation]")))
                .contains("weeks 5–8: " + signed(second.split("\t", -1)[1]));
    }

    @Test
    void whatAnEstimateOfAdoptingLacksStandsBesideIt() throws Exception {
        assertThat(ask("SELECT lacks FROM adoption_effects WHERE kpi = 'participation'"))
                .contains("NO_COMPARISON");

        String cell = "[data-adopter=course-delivery] [data-lacks=participation]";
        browser.open("#/maturity?lang=en", WIDE);
        browser.await("what it lacks", b -> !b.text(cell).isEmpty());
        assertThat(browser.text(cell)).contains("no value stream to compare with");
        browser.open("#/maturity?lang=zh", WIDE);
        browser.await("what it lacks", b -> b.text(cell).contains("无可比较的价值流"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HOSTILE_PAGE,
                "#/streams?range=30d&lang=en",
                "#/stream/hostile?range=30d&lang=en",
                "#/changes?range=30d&lang=en&stream=hostile",
                "#/calendar?range=30d&lang=zh",
                "#/maturity?lang=en"
            })
    void markupInEventsIsText(String page) {
        browser.complaints();
        browser.open(page, WIDE);

        assertThat(browser.script("return window.hacked")).isNull();
        assertThat(browser.all("main img, main script, main i, main u, main em, [onerror], [onload], [onmouseover]"))
                .isEmpty();
        assertThat(browser.all("a[href^='javascript']")).isEmpty();
        assertThat(browser.text("body")).contains("<");
        assertThat(browser.violations()).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aHostileChangeIsToldInItsOwnWords() {
        browser.open(HOSTILE_PAGE, WIDE);

        assertThat(browser.text("h1")).isEqualTo("<svg onload=window.hacked=6>Title");
        assertThat(browser.text("#content"))
                .contains(HOSTILE, "<img src=x onerror=window.hacked=3>", "<em>cohort</em>", "<b>method</b>");
    }

    @Test
    void tooltipsShowMarkupAsText() {
        browser.open("#/stream/hostile?range=30d&lang=en", WIDE);
        // Every spot of the lanes, until a tooltip of the hostile change has been shown.
        browser.script("""
                const canvas = document.querySelector('.chart canvas');
                const box = canvas.getBoundingClientRect();
                window.seen = '';
                for (let x = 190; x < box.width; x += 4) {
                  for (const y of [45, 50, 55]) {
                    canvas.dispatchEvent(new MouseEvent('mousemove', {bubbles: true, clientX: box.x + x, clientY: box.y + y}));
                    const tip = document.querySelector('.tip');
                    if (tip && tip.textContent.includes('Title')) window.seen = tip.textContent;
                  }
                }""");
        browser.await("a tooltip", b -> !"".equals(b.script("return window.seen")));

        assertThat((String) browser.script("return window.seen"))
                .contains("<svg onload=window.hacked=6>Title", "<u>team</u>");
        assertThat(browser.script("return window.hacked")).isNull();
        assertThat(browser.all(".tip img, .tip svg")).isEmpty();
    }

    @Test
    void insufficientDataIsSaidWithItsReason() {
        browser.open(HOSTILE_PAGE + "&horizon=604800", WIDE);

        assertThat(browser.text("#content .panel:nth-of-type(2)")).contains("Insufficient data", "<i>reason</i>");
    }

    @Test
    void theAgeOfTheDataIsSaid() {
        browser.open("#/streams?range=30d&lang=en", WIDE);

        assertThat(browser.text("[data-part=stale]")).contains("days old. All ranges end with it, not today.");
    }

    @Test
    void linksCarryTheState() {
        browser.open("#/timeline?range=7d&lang=en&stream=teacher-support&theme=dark", WIDE);
        browser.all("nav a").get(2).sendKeys(Keys.ENTER);
        browser.await("the next page", b -> b.text("h1").equals("Changes"));

        assertThat((String) browser.script("return location.hash"))
                .contains("#/changes", "stream=teacher-support", "range=7d", "theme=dark", "lang=en");
        browser.all(".choice button[lang=zh]").get(0).sendKeys(Keys.ENTER);
        browser.await("Chinese", b -> b.text("h1").equals("变更"));
        assertThat((String) browser.script("return location.hash")).contains("stream=teacher-support", "lang=zh");
    }

    @Test
    void theKeyboardReachesTheContent() {
        browser.open("#/streams?range=30d&lang=en", NARROW);
        browser.all("body").get(0).sendKeys(Keys.TAB);
        assertThat(browser.script("return document.activeElement.className")).isEqualTo("skip");
        browser.all(".skip").get(0).sendKeys(Keys.ENTER);

        assertThat(browser.script("return document.activeElement.id")).isEqualTo("content");
        assertThat((String) browser.script("return location.hash")).startsWith("#/streams");
    }

    @Test
    void nobodyElseIsAskedForAnything() {
        browser.open("#/timeline?range=30d&lang=en", WIDE);

        @SuppressWarnings("unchecked")
        List<String> asked = (List<String>) browser.script(
                "return [...new Set(performance.getEntriesByType('resource').map(r => new URL(r.name).origin))]");
        assertThat(asked)
                .allMatch(origin -> origin.equals(stack.endpoints().clickHouse().toString())
                        || stack.endpoints().dashboard().toString().equals(origin + "/"));
        assertThat(browser.script("return fetch('https://example.com/').then(() => 'asked', () => 'refused')"))
                .isEqualTo("refused");
        browser.complaints();
    }

    @Test
    void thePageCannotWrite() {
        String values = "('t', 0, 0, now64(), '', now64(), '')";
        for (String statement : List.of(
                "INSERT INTO late_events VALUES " + values,
                "DROP TABLE changes",
                "ALTER TABLE changes DELETE WHERE 1",
                "TRUNCATE TABLE changes",
                "CREATE TABLE other (n Int8) ENGINE = Memory",
                "OPTIMIZE TABLE changes",
                "SYSTEM REFRESH VIEW outcome_hours_rolling",
                "SELECT * FROM url('http://127.0.0.1:1/', 'CSV', 'a String')",
                "SELECT * FROM system.users")) {
            assertThatThrownBy(() -> ask(statement)).as(statement).isInstanceOf(UserError.class);
        }
    }
}
