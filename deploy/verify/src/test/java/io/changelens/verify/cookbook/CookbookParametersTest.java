package io.changelens.verify.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.cli.Cookbook;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Questions of the cookbook with other parameters than those that they have when nobody says. */
class CookbookParametersTest {

    private static Asked asked;
    private static Facts facts;

    @BeforeAll
    static void fill() throws Exception {
        Tables tables = Tables.get();
        asked = new Asked(tables.clickHouse());
        facts = new Facts(tables.world);
    }

    @Test
    void ofAKpiThatIsBetterWhenLowerTheOrderIsByHarmToo() throws Exception {
        EffectAnswers effects = new EffectAnswers(facts);
        Map<String, String> complaints = Map.of("kpi", "technical-complaints");
        asked.question("changes-that-hurt", complaints).isEqualTo(effects.changesThatHurt("technical-complaints"));
        asked.question("changes-that-helped", complaints).isEqualTo(effects.changesThatHelped("technical-complaints"));
    }

    @Test
    void changesAddUpByValueStreamTeamOrType() throws Exception {
        EffectAnswers effects = new EffectAnswers(facts);
        asked.question("what-changes-add-up-to", Map.of("kpi", "participation", "unit", "type"))
                .isEqualTo(effects.whatChangesAddUpTo("participation", e -> e.changeType));
        asked.question("what-changes-add-up-to", Map.of("kpi", "participation", "unit", "value_stream"))
                .isEqualTo(effects.whatChangesAddUpTo("participation", e -> ""));
    }

    @Test
    void officeHoursAreThoseOfTheZone() throws Exception {
        TraitAnswers traits = new TraitAnswers(facts);
        assertThat(traits.whatGoesWithEffects("", "Asia/Shanghai")).isNotEqualTo(traits.whatGoesWithEffects());
        asked.question("what-goes-with-effects", Map.of("zone", "Asia/Shanghai"))
                .isEqualTo(traits.whatGoesWithEffects("", "Asia/Shanghai"));
        asked.question("what-goes-with-effects", Map.of("stream", "course-delivery"))
                .isEqualTo(traits.whatGoesWithEffects("course-delivery", "UTC"));
    }

    @Test
    void anotherValueStreamHasOtherWeeks() throws Exception {
        asked.question("busy-weeks", Map.of("stream", "student-service"))
                .isEqualTo(new WeekAnswers(facts).busyWeeks("student-service"));
        asked.question("kpi-by-week", Map.of("stream", "teacher-support", "kpi", "technical-complaints"))
                .isEqualTo(new IntakeAnswers(facts).kpiByWeek("teacher-support", "technical-complaints"));
    }

    @Test
    void anotherChangeAndAnotherIncidentHaveOtherRows() throws Exception {
        String change = facts.deployed.stream()
                .map(d -> d.change().changeId)
                .filter(id -> !new EffectAnswers(facts).changeEffects(id).isEmpty())
                .skip(5)
                .findFirst()
                .orElseThrow();
        asked.question("change-effects", Map.of("change", change))
                .isEqualTo(new EffectAnswers(facts).changeEffects(change));
        String incident = facts.suspects.get(facts.suspects.size() - 1).attribution().incidentId;
        asked.question("incident-candidates", Map.of("incident", incident))
                .isEqualTo(new IncidentAnswers(facts).incidentCandidates(incident));
    }

    static Stream<Map.Entry<String, Map<String, String>>> hostile() {
        String text = "' OR 1 = 1 --";
        return Stream.of(
                Map.entry("changes-that-hurt", Map.of("kpi", text)),
                Map.entry("changes-that-helped", Map.of("kpi", text)),
                Map.entry("change-effects", Map.of("change", text)),
                Map.entry("what-changes-add-up-to", Map.of("kpi", text)),
                Map.entry("incident-candidates", Map.of("incident", text)),
                Map.entry("kpi-by-week", Map.of("stream", text)),
                Map.entry("busy-weeks", Map.of("stream", text)));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aValueIsNeverReadAsSql(Map.Entry<String, Map<String, String>> question) throws Exception {
        asked.question(question.getKey(), question.getValue()).isEqualTo(List.of());
    }

    @Test
    void aLimitLimits() throws Exception {
        for (String question : Cookbook.questions().keySet()) {
            if (Cookbook.defaults(Cookbook.statement(question).orElseThrow()).containsKey("limit")) {
                asked.question(question, Map.of("limit", "2")).hasRows(2);
            }
        }
    }
}
