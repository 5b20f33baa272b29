package io.changelens.mapping.preset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.changelens.mapping.DocumentMapper;
import io.changelens.mapping.DocumentMapper.Outcome;
import io.changelens.mapping.preset.PresetCases.Case;
import io.changelens.mapping.rule.Mapping;
import io.changelens.mapping.rule.MappingFiles;
import io.changelens.schemas.RecordKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each shipped preset, on documents of its tool: every field means what it should. */
class PresetTest {
    private static final Path DOCS = Path.of("../../docs/sources");

    static Stream<Case> cases() {
        return MappingFiles.PRESETS.stream().flatMap(preset -> PresetCases.of(preset).stream());
    }

    static List<String> presets() {
        return MappingFiles.PRESETS;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aDocumentBecomesWhatItMeans(Case made) {
        List<Outcome> outcomes = PresetCases.outcomes(made);
        assertThat(rejected(outcomes)).isEqualTo(PresetCases.texts(made.node().path("rejected")));
        assertThat(PresetCases.events(outcomes)).isEqualTo(PresetCases.expected(made));
        assertThat(outcomes.stream().flatMap(outcome -> outcome.skipped().stream()))
                .containsExactlyElementsOf(PresetCases.texts(made.node().path("skipped")));
    }

    /** A tool that sends a document again sends no second event; a batch is as good as its documents one by one. */
    @ParameterizedTest
    @MethodSource("cases")
    void aDocumentThatIsSentTwiceIsTheSameEvents(Case made) {
        ArrayNode twice = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < 2; i++) {
            if (made.document().isArray()) {
                made.document().forEach(twice::add);
            } else {
                twice.add(made.document());
            }
        }
        List<byte[]> once = bytes(PresetCases.outcomes(made));
        List<byte[]> both = bytes(PresetCases.mapper(made.preset()).map(twice, made.headers(), PresetCases.NOW));
        assertThat(both).hasSize(2 * once.size());
        for (int i = 0; i < both.size(); i++) {
            assertThat(both.get(i)).isEqualTo(once.get(i % once.size()));
        }
    }

    /** Else a kind that a preset promises would be without an expectation. */
    @ParameterizedTest
    @MethodSource("presets")
    void everyKindOfAPresetHasACase(String preset) {
        Mapping mapping = MappingFiles.read(preset, Optional.empty(), Optional.of(PresetCases.pseudonyms()));
        Set<String> expected = new TreeSet<>();
        PresetCases.of(preset)
                .forEach(made -> PresetCases.expected(made).forEach(event -> expected.add(kindOf(event))));
        assertThat(expected)
                .containsExactlyInAnyOrderElementsOf(
                        mapping.kinds().stream().map(RecordKind::topic).toList());
    }

    @Test
    void everyPresetHasItsName() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/presets"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                            .sorted())
                    .isEqualTo(MappingFiles.PRESETS);
        }
    }

    /** A reader has to find her tool. */
    @Test
    void everyPresetIsInTheIndexOfSources() throws Exception {
        String index = Files.readString(DOCS.resolve("README.md"));
        assertThat(MappingFiles.PRESETS).allSatisfy(preset -> assertThat(index).contains("| `" + preset + "` |"));
    }

    /** The page that tells how to add a tool is right, taken at its word. */
    @Test
    void aToolIsAddedByOneFile(@TempDir Path folder) throws Exception {
        Matcher file = Pattern.compile("```yaml\n(# rootly.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(DOCS.resolve("add-a-tool.md")));
        assertThat(file.find()).isTrue();
        Path preset = Files.writeString(folder.resolve("rootly.yaml"), file.group(1));
        Mapping mapping = MappingFiles.read(preset.toString(), Optional.empty(), Optional.empty());
        JsonNode document = JsonMapper.builder().build().readTree("""
                {"event": {"id": "e-1", "type": "incident.created", "issued_at": "2026-03-02T09:00:00.000-07:00"},
                 "data": {"id": "i-1", "title": "Payments fail", "severity": {"severity": "critical"},
                          "services": [{"name": "payments"}]}}""");
        List<Outcome> outcomes = new DocumentMapper(mapping).map(document, Map.of(), PresetCases.NOW);
        assertThat(PresetCases.events(outcomes))
                .containsExactly(Map.of(
                        "kind", "incidents",
                        "eventId", "rootly/e-1",
                        "incidentId", "rootly/i-1",
                        "phase", "OPENED",
                        "occurredAt", "2026-03-02T16:00:00Z",
                        "service", "payments",
                        "severity", "CRITICAL",
                        "title", "Payments fail"));
    }

    /** Release windows have a field {@code kind} of their own. */
    private static String kindOf(Map<String, Object> event) {
        return event.containsKey("windowId") ? "release-windows" : String.valueOf(event.get("kind"));
    }

    private static List<String> rejected(List<Outcome> outcomes) {
        return outcomes.stream()
                .flatMap(outcome -> outcome.rejected().stream())
                .map(why -> why.reason())
                .toList();
    }

    private static List<byte[]> bytes(List<Outcome> outcomes) {
        List<byte[]> bytes = new ArrayList<>();
        outcomes.forEach(outcome ->
                outcome.events().forEach(event -> bytes.add(event.record().value())));
        return bytes;
    }
}
