package io.changelens.verify.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.changelens.verify.cookbook.Tables;
import io.changelens.verify.stack.ClickHouseFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Grafana's dashboards without Grafana: every query of each, filled as Grafana and its plugin fill them, runs as the
 * reader on a real ClickHouse with a generated half year, and returns what its panel needs.
 */
class GrafanaDashboardsTest {

    private static final Set<String> UNITS = Set.of("percentunit", "s", "none", "short");
    private static final String SOURCE = "grafana-clickhouse-datasource";
    /** Chosen in each dashboard, so that it serves any ClickHouse, whatever the uid of its data source. */
    private static final String CHOSEN_SOURCE = "${datasource}";

    private static final Pattern VARIABLE_IN_TEXT = Pattern.compile("\\$\\{?(\\w+)");

    private static final Map<String, MacroQuery> CHOSEN = new TreeMap<>();

    private static ClickHouseFixture clickHouse;

    @BeforeAll
    static void fill() throws Exception {
        clickHouse = Tables.get().clickHouse();
    }

    static List<Dashboard> dashboards() throws Exception {
        return Dashboard.all();
    }

    static Stream<Arguments> panels() throws Exception {
        List<Arguments> panels = new ArrayList<>();
        for (Dashboard dashboard : Dashboard.all()) {
            for (JsonNode panel : dashboard.panels()) {
                panels.add(Arguments.of(dashboard, Named.of(panel.get("title").asText(), panel)));
            }
        }
        return panels.stream();
    }

    private static Frame run(MacroQuery query, JsonNode target) throws Exception {
        assertThat(target.get("editorType").asText()).isEqualTo("sql");
        return Frame.ofJsonCompact(clickHouse.query(
                clickHouse.credentials().reader(),
                query.fill(target.get("rawSql").asText()),
                Map.of("default_format", "JSONCompact")));
    }

    /** The whole half year, every value of variables with several, the first of the others. */
    private static MacroQuery chosen(Dashboard dashboard) throws Exception {
        if (CHOSEN.containsKey(dashboard.file())) {
            return CHOSEN.get(dashboard.file());
        }
        MacroQuery query = new MacroQuery(Tables.begin(), Tables.end(), Duration.ofHours(6), new TreeMap<>());
        for (JsonNode variable : dashboard.questions()) {
            assertThat(variable.at("/datasource/uid").asText()).isEqualTo(CHOSEN_SOURCE);
            Frame values = run(query, variable.get("query"));
            assertThat(values.names()).as(variable.get("name").asText()).hasSize(1);
            assertThat(values.rows()).isNotEmpty();
            List<String> all = values.rows().stream().map(row -> row.get(0)).toList();
            query.variables()
                    .put(variable.get("name").asText(), variable.path("multi").asBoolean() ? all : all.subList(0, 1));
        }
        CHOSEN.put(dashboard.file(), query);
        return query;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("panels")
    void aPanelGetsWhatItNeeds(Dashboard dashboard, JsonNode panel) throws Exception {
        assertThat(panel.get("targets")).isNotEmpty();
        for (JsonNode target : panel.get("targets")) {
            Frame frame = run(chosen(dashboard), target);
            String type = panel.get("type").asText();
            assertThat(frame.rows()).as("rows").isNotEmpty();
            assertThat(target.get("format").asInt()).isEqualTo(type.equals("timeseries") ? 0 : 1);
            switch (type) {
                case "timeseries" -> {
                    assertThat(frame.names().get(0)).isEqualTo("time");
                    assertThat(frame.types().get(0)).startsWith("DateTime");
                    assertThat(frame.numeric()).isPositive();
                    assertThat(frame.text()).isLessThanOrEqualTo(1);
                }
                case "stat" -> {
                    assertThat(frame.rows()).hasSize(1);
                    assertThat(frame.numeric()).isEqualTo(1);
                }
                case "barchart" -> {
                    assertThat(frame.names())
                            .contains(panel.at("/options/xField").asText());
                    assertThat(frame.numeric()).isPositive();
                }
                case "table" -> assertThat(frame.names()).hasSizeGreaterThan(1);
                default -> throw new AssertionError("nobody says what a panel of type " + type + " needs");
            }
            for (JsonNode override : panel.at("/fieldConfig/overrides")) {
                assertThat(frame.names())
                        .contains(override.at("/matcher/options").asText());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void marksHaveATimeAndATitle(Dashboard dashboard) throws Exception {
        for (JsonNode annotation : dashboard.annotations()) {
            Frame frame = run(chosen(dashboard), annotation.get("target"));
            assertThat(frame.names()).startsWith("time").contains("title", "text", "tags");
            assertThat(frame.rows())
                    .isNotEmpty()
                    .allMatch(row -> !row.get(frame.names().indexOf("text"))
                            .equals(row.get(frame.names().indexOf("title"))));
            assertThat(annotation.at("/datasource/uid").asText()).isEqualTo(CHOSEN_SOURCE);
        }
    }

    @Test
    void marksForOtherDashboardsHaveATimeAndATitle() throws Exception {
        MacroQuery query = new MacroQuery(Tables.begin(), Tables.end(), Duration.ofHours(6), Map.of());
        try (Stream<Path> files = Files.list(Dashboard.DIRECTORY.resolve("annotations"))) {
            List<Path> all = files.sorted().toList();
            assertThat(all).hasSize(3);
            for (Path file : all) {
                Frame frame = Frame.ofJsonCompact(clickHouse.query(
                        clickHouse.credentials().reader(),
                        query.fill(Files.readString(file)),
                        Map.of("default_format", "JSONCompact")));
                assertThat(frame.names()).as(file.toString()).startsWith("time").contains("title", "text", "tags");
                assertThat(frame.rows())
                        .as(file.toString())
                        .isNotEmpty()
                        .allMatch(row -> !row.get(frame.names().indexOf("text"))
                                .equals(row.get(frame.names().indexOf("title"))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void theDataSourceCanBeChosen(Dashboard dashboard) {
        JsonNode first = dashboard.variables().get(0);
        assertThat(first.get("name").asText()).isEqualTo("datasource");
        assertThat(first.get("type").asText()).isEqualTo("datasource");
        assertThat(first.get("query").asText()).isEqualTo(SOURCE);
        assertThat(first.at("/current/value").asText()).isEqualTo("changelens");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panelsAreNamedExplainedAndApart(Dashboard dashboard) {
        Set<String> cells = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        Set<String> variables = new HashSet<>();
        dashboard.variables().forEach(v -> variables.add(v.get("name").asText()));
        for (JsonNode panel : dashboard.panels()) {
            String title = panel.get("title").asText();
            assertThat(title).isNotBlank();
            assertThat(panel.path("description").asText()).as(title).isNotBlank();
            assertThat(ids.add(panel.get("id").asInt())).as("id of " + title).isTrue();
            assertThat(panel.at("/datasource/type").asText()).isEqualTo(SOURCE);
            assertThat(panel.at("/datasource/uid").asText()).isEqualTo(CHOSEN_SOURCE);
            VARIABLE_IN_TEXT
                    .matcher(title)
                    .results()
                    .forEach(m -> assertThat(variables).contains(m.group(1)));
            panel.findValuesAsText("unit").forEach(unit -> assertThat(UNITS).contains(unit));
            assertThat(panel.get("type").asText().equals("table")
                            || panel.at("/fieldConfig/defaults").has("unit"))
                    .as("unit of " + title)
                    .isTrue();
            JsonNode at = panel.get("gridPos");
            assertThat(at.get("x").asInt() + at.get("w").asInt()).isLessThanOrEqualTo(24);
            for (int x = 0; x < at.get("w").asInt(); x++) {
                for (int y = 0; y < at.get("h").asInt(); y++) {
                    String cell = (at.get("x").asInt() + x) + "," + (at.get("y").asInt() + y);
                    assertThat(cells.add(cell)).as(title + " lies on another").isTrue();
                }
            }
        }
    }

    @Test
    void dashboardsAreToldApart() throws Exception {
        Set<String> uids = new HashSet<>();
        Set<String> titles = new HashSet<>();
        for (Dashboard dashboard : Dashboard.all()) {
            assertThat(uids.add(dashboard.json().get("uid").asText()))
                    .as(dashboard.file())
                    .isTrue();
            assertThat(titles.add(dashboard.toString())).as(dashboard.file()).isTrue();
            assertThat(dashboard.json().get("description").asText()).isNotBlank();
            assertThat(dashboard.json().get("schemaVersion").asInt()).isEqualTo(42);
        }
        assertThat(uids).hasSize(6);
    }

    @Test
    void theDataSourceHasNoSecretAndIsTheOneThatPanelsName() throws Exception {
        JsonNode source = new ObjectMapper(new YAMLFactory())
                .readTree(Files.readString(Dashboard.DIRECTORY.resolve("provisioning/datasources/changelens.yaml")))
                .get("datasources")
                .get(0);
        assertThat(source.get("uid").asText()).isEqualTo("changelens");
        assertThat(source.get("type").asText()).isEqualTo(SOURCE);
        assertThat(source.at("/secureJsonData/password").asText()).matches("\\$CHANGELENS_READER_PASSWORD");
        assertThat(source.at("/jsonData/username").asText()).matches("\\$CHANGELENS_READER_USER");
        assertThat(source.at("/jsonData/defaultDatabase").asText()).isEqualTo("changelens");
    }

    @Test
    void whatNobodyFillsIsAnError() {
        MacroQuery query = new MacroQuery(
                Tables.begin(), Tables.end(), Duration.ofMinutes(1), Map.of("stream", List.of("a", "it's")));
        assertThat(query.fill("${stream:singlequote}")).isEqualTo("'a','it\\'s'");
        assertThat(query.fill("$__timeInterval(minute)"))
                .isEqualTo("toStartOfInterval(toDateTime(minute), INTERVAL 60 second)");
        for (String wrong : List.of(
                "${kpi:singlequote}",
                "'${stream}'",
                "$stream",
                "${stream:raw}",
                "$__timeFilter",
                "$__timeFilter(a, b)",
                "$__nothing")) {
            assertThatThrownBy(() -> query.fill(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
