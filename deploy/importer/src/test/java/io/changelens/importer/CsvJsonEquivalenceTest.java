package io.changelens.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.schemas.RecordKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The same events written as CSV, TSV and JSON lines become the same bytes. */
class CsvJsonEquivalenceTest {
    record Activity(String id, long at, String verb, Boolean success, Double value, String cohort) {}

    @Property(tries = 60)
    void theFormatMakesNoDifference(@ForAll("activities") List<Activity> activities) throws IOException {
        Path folder = Files.createTempDirectory("equivalence");
        Path json = Fixture.file(folder, "x.jsonl", json(activities));
        Path csv = Fixture.file(folder, "x.csv", delimited(activities, ','));
        Path tsv = Fixture.file(folder, "x.tsv", delimited(activities, '\t'));
        try {
            assertThat(bytes(csv)).isEqualTo(bytes(json)).isEqualTo(bytes(tsv)).hasSize(activities.size());
        } finally {
            for (Path file : List.of(json, csv, tsv, folder)) {
                Files.delete(file);
            }
        }
    }

    @Provide
    Arbitrary<List<Activity>> activities() {
        Arbitrary<String> text = Arbitraries.strings()
                .withChars("abc ,;\t\"'\\\r\n€é😀#")
                .ofMinLength(1)
                .ofMaxLength(12)
                .filter(s -> !s.isBlank());
        return Combinators.combine(
                        text,
                        Arbitraries.longs().between(946_684_800_000L, 1_700_000_000_000L),
                        text,
                        Arbitraries.of(true, false).injectNull(0.3),
                        Arbitraries.doubles().between(-1e9, 1e9).injectNull(0.3),
                        text.injectNull(0.3))
                .as(Activity::new)
                .list()
                .ofMaxSize(8);
    }

    private static List<String> bytes(Path file) {
        return Fixture.encoded(RecordKind.LEARNING_ACTIVITY, Optional.empty(), file).stream()
                .map(event -> new String(event.key(), StandardCharsets.UTF_8)
                        + HexFormat.of().formatHex(event.value()))
                .toList();
    }

    private static String json(List<Activity> activities) {
        StringBuilder lines = new StringBuilder();
        for (Activity a : activities) {
            ObjectNode json = JsonMapper.builder().build().createObjectNode();
            json.put("eventId", a.id()).put("occurredAt", a.at()).put("verb", a.verb());
            json.put("service", "s").put("learner", a.id());
            json.put("success", a.success()).put("value", a.value()).put("cohort", a.cohort());
            lines.append(json).append('\n');
        }
        return lines.toString();
    }

    private static String delimited(List<Activity> activities, char delimiter) throws IOException {
        StringBuilder text = new StringBuilder();
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setHeader("eventId", "occurredAt", "verb", "service", "learner", "success", "value", "cohort")
                .get();
        try (CSVPrinter printer = new CSVPrinter(text, format)) {
            for (Activity a : activities) {
                printer.printRecord(a.id(), a.at(), a.verb(), "s", a.id(), a.success(), a.value(), a.cohort());
            }
        }
        return text.toString();
    }
}
