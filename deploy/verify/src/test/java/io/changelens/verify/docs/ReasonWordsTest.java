package io.changelens.verify.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.changelens.core.attribution.CandidateReason;
import io.changelens.core.attribution.KpiFinding;
import io.changelens.core.calendar.CollisionReason;
import io.changelens.core.estimator.EstimationStep;
import io.changelens.core.estimator.Insufficient;
import io.changelens.core.reason.AlertCode;
import io.changelens.core.reason.ReasonCode;
import io.changelens.pipeline.alerts.AlertText;
import io.changelens.verify.stack.ClickHouseFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The enums of the jobs define the codes. Every reader has words for each of them and for no other, with the same arguments:
 * the dashboard in two languages, the view {@code reason_words}, and the text of alerts; the English is the same everywhere.
 */
class ReasonWordsTest {

    private static final Path DASHBOARD = Path.of("../dashboard/src/i18n");
    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\w+)}");

    private static final Map<String, List<Enum<?>>> CODES = Map.of(
            "insufficient", List.of(Insufficient.values()),
            "step", List.of(EstimationStep.values()),
            "candidate", List.of(CandidateReason.values()),
            "kpi", List.of(KpiFinding.values()),
            "collision", List.of(CollisionReason.values()),
            "alert", List.of(AlertCode.values()));

    private static Map<String, String> words(String language, String subject) throws IOException {
        return new ObjectMapper()
                .readValue(
                        DASHBOARD.resolve("reasons." + language + ".json").toFile(),
                        new TypeReference<Map<String, Map<String, String>>>() {})
                .get(subject);
    }

    private static List<String> names(String subject) {
        return CODES.get(subject).stream().map(Enum::name).toList();
    }

    private static List<String> arguments(Enum<?> code) {
        return code instanceof ReasonCode reason ? reason.arguments() : List.of();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void theDashboardHasWordsForEachCodeAndNoOther(String language) throws IOException {
        for (Map.Entry<String, List<Enum<?>>> subject : CODES.entrySet()) {
            Map<String, String> words = words(language, subject.getKey());
            assertThat(words.keySet()).as(subject.getKey()).containsExactlyElementsOf(names(subject.getKey()));
            for (Enum<?> code : subject.getValue()) {
                List<String> used = ARGUMENT.matcher(words.get(code.name()))
                        .results()
                        .map(match -> match.group(1))
                        .toList();
                assertThat(used).as(code.name()).containsExactlyInAnyOrderElementsOf(arguments(code));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"insufficient", "step", "candidate", "kpi", "collision"})
    void theViewHasTheEnglishWordsOfTheDashboard(String subject) throws Exception {
        ClickHouseFixture clickHouse = ClickHouseFixture.get();
        Map<String, String> view = new TreeMap<>();
        clickHouse
                .query(
                        clickHouse.credentials().reader(),
                        "SELECT code, words FROM reason_words WHERE subject = '" + subject.toUpperCase(Locale.ROOT)
                                + "'",
                        Map.of())
                .lines()
                .map(line -> line.split("\t", -1))
                .forEach(row -> view.put(row[0], row[1]));

        assertThat(view).isEqualTo(words("en", subject));
    }

    @Test
    void theTextOfAnAlertIsInTheEnglishWordsOfTheDashboard() throws IOException {
        Map<String, String> templates = new TreeMap<>();
        AlertText.TEMPLATES.forEach((code, words) -> templates.put(code.name(), words));

        assertThat(templates).isEqualTo(words("en", "alert"));
    }

    @Test
    void theCommentsOfTheColumnsListTheCodes() throws Exception {
        ClickHouseFixture clickHouse = ClickHouseFixture.get();
        Map<String, List<String>> columns = Map.of(
                "insufficient", names("insufficient"),
                "method", names("step"),
                "reasons", names("candidate"),
                "kpi_evidence", names("kpi"),
                "reason", names("collision"));
        for (Map.Entry<String, List<String>> column : columns.entrySet()) {
            String comment = clickHouse.query(
                    clickHouse.credentials().admin(),
                    "SELECT comment FROM system.columns WHERE database = currentDatabase() AND name = '"
                            + column.getKey()
                            + "' AND table IN ('change_effects', 'incident_attributions', 'release_collisions')",
                    Map.of());
            assertThat(codes(comment, "OPEN", "CONFIRMED", "WITHDRAWN"))
                    .as(column.getKey())
                    .isEqualTo(new TreeSet<>(column.getValue()));
        }
    }

    @Test
    void theEventsPageListsTheCodesOfAlertsWithTheirArguments() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        String page = Files.readString(Path.of("../../docs/events.md"));
        String alerts = page.substring(page.indexOf("\n## Alerts"), page.indexOf("\n## Learning activity"));
        Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| ([^|]+) \\|")
                .matcher(alerts)
                .results()
                .forEach(row -> listed.put(row.group(1), row.group(2).replace("`", "")));
        Map<String, String> codes = new TreeMap<>();
        for (AlertCode code : AlertCode.values()) {
            codes.put(code.name(), String.join(", ", code.arguments()));
        }
        assertThat(listed).isEqualTo(codes);
    }

    private static Set<String> codes(String text, String... others) {
        Set<String> codes = new TreeSet<>();
        Pattern.compile("\\b[A-Z][A-Z_]{3,}\\b")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .forEach(codes::add);
        Stream.of(others).forEach(codes::remove);
        return codes;
    }
}
