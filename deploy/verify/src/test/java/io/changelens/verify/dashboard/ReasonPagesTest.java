package io.changelens.verify.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.changelens.core.reason.AlertCode;
import io.changelens.verify.stack.StackFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows of every code, in a browser: the Chinese page shows no English reason. */
class ReasonPagesTest {

    private static final int WIDE = 1400;

    private static StackFixture stack;
    private static Browser browser;

    @BeforeAll
    static void fill() throws Exception {
        stack = StackFixture.start(List.of());
        new SchoolYear(LocalDate.of(2025, 10, 31), 126, 0).load(stack, "hostile.sql");
        browser = Browser.at(stack.stack().dashboardLink());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        stack.stop();
    }

    /** The words of a subject's codes in a language, with a pattern for each argument. */
    private static List<String> patterns(String language, String subject) throws IOException {
        JsonNode words = new ObjectMapper()
                .readTree(Path.of("../dashboard/src/i18n/reasons." + language + ".json")
                        .toFile())
                .get(subject);
        List<String> patterns = new ArrayList<>();
        words.forEach(text -> patterns.add("\\Q" + text.asText().replaceAll("\\{\\w+}", "\\\\E[^{}]+?\\\\Q") + "\\E"));
        return patterns;
    }

    private static void assertChineseOnly(String shown, String subject) throws IOException {
        String text = shown.replace("\u202f", " ");
        assertThat(patterns("zh", subject))
                .isNotEmpty()
                .allSatisfy(words -> assertThat(text).containsPattern(words));
        assertThat(patterns("en", subject)).allSatisfy(words -> {
            // What has no words but its arguments is the same in both languages.
            if (words.replaceAll("\\\\E.*?\\\\Q", "").matches(".*[a-z]{4}.*")) {
                assertThat(text).doesNotContainPattern(words);
            }
        });
    }

    @Test
    void everyReasonIsChineseOnTheChinesePage() throws Exception {
        ReasonRows rows = new ReasonRows(stack);
        rows.load();
        browser.open("#/change/" + ReasonRows.CHANGE + "?lang=zh", WIDE);

        assertChineseOnly(browser.text("#content .panel:nth-of-type(2)"), "insufficient");
        assertChineseOnly(browser.text("[data-part=method]"), "step");
        assertChineseOnly(browser.text("#content"), "candidate");

        browser.open("#/calendar?range=30d&lang=zh", WIDE);
        browser.script("document.querySelectorAll('#collisions-withdrawn details').forEach(d => { d.open = true; })");
        assertChineseOnly(browser.text("#collisions-withdrawn"), "collision");
    }

    @Test
    void everyAlertIsChineseOnTheChinesePage() throws Exception {
        ReasonRows rows = new ReasonRows(stack);
        StringBuilder shown = new StringBuilder();
        for (AlertCode code : AlertCode.values()) {
            rows.alert(code, true);
            browser.open("#/streams?range=30d&lang=zh", WIDE);
            shown.append(browser.text("#content .alerts li")).append('\n');
            rows.alert(code, false);
        }

        assertChineseOnly(shown.toString(), "alert");
        assertThat(shown.toString()).contains("变更或发布窗口的时间已调整").doesNotContain("English");
    }
}
