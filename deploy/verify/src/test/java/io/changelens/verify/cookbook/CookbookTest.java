package io.changelens.verify.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.cli.Cookbook;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every question of the cookbook, asked as the reader on a real ClickHouse, beside what plain loops over the rows give. */
class CookbookTest {

    private static final Map<String, Method> METHODS = new TreeMap<>();
    private static final Map<String, Answers> ANSWERS = new TreeMap<>();
    private static final Pattern LETTER_AFTER_HYPHEN = Pattern.compile("-(.)");

    private static Asked asked;

    @BeforeAll
    static void answer() throws Exception {
        Tables tables = Tables.get();
        asked = new Asked(tables.clickHouse());
        Facts facts = new Facts(tables.world);
        for (Answers theme : List.of(
                new DeliveryAnswers(facts),
                new FlowAnswers(facts),
                new IncidentAnswers(facts),
                new EffectAnswers(facts),
                new TraitAnswers(facts),
                new WeekAnswers(facts),
                new MaturityAnswers(facts),
                new AdoptionAnswers(facts),
                new AroundAdoptionAnswers(facts),
                new IntakeAnswers(facts),
                new CatalogAnswers(facts))) {
            for (Method method : theme.getClass().getDeclaredMethods()) {
                if (!Modifier.isPrivate(method.getModifiers())
                        && method.getParameterCount() == 0
                        && method.getReturnType() == List.class) {
                    METHODS.put(method.getName(), method);
                    ANSWERS.put(method.getName(), theme);
                }
            }
        }
    }

    static Set<String> questions() throws Exception {
        return Cookbook.questions().keySet();
    }

    private static String methodOf(String question) {
        return LETTER_AFTER_HYPHEN.matcher(question).replaceAll(m -> m.group(1).toUpperCase(java.util.Locale.ROOT));
    }

    @ParameterizedTest
    @MethodSource("questions")
    @SuppressWarnings("unchecked")
    void theAnswerIsThatOfPlainLoops(String question) throws Exception {
        Method method = METHODS.get(methodOf(question));
        assertThat(method).as("what %s must answer", question).isNotNull();
        List<List<Object>> expected = (List<List<Object>>) method.invoke(ANSWERS.get(method.getName()));

        assertThat(expected).as("rows by which %s could be wrong", question).isNotEmpty();
        asked.question(question, Map.of()).isEqualTo(expected);
    }

    @Test
    void nothingIsAnsweredThatNobodyAsks() throws Exception {
        List<String> methods = new ArrayList<>(METHODS.keySet());
        methods.removeAll(questions().stream().map(CookbookTest::methodOf).toList());
        assertThat(methods).isEmpty();
        assertThat(questions()).hasSizeGreaterThanOrEqualTo(25);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void theFirstLineIsTheQuestionAndEveryParameterHasADefault(String question) throws Exception {
        String statement = Cookbook.statement(question).orElseThrow();
        assertThat(statement.lines().findFirst().orElseThrow()).matches("-- [A-Z].*\\?");
        Set<String> bound = new java.util.TreeSet<>();
        Pattern.compile("\\{(\\w+):\\w+}").matcher(statement).results().forEach(m -> bound.add(m.group(1)));
        assertThat(Cookbook.defaults(statement).keySet()).isEqualTo(bound);
    }
}
