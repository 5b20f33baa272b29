package io.changelens.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.mapping.DocumentMapper;
import io.changelens.mapping.DocumentMapper.Outcome;
import io.changelens.mapping.OpenFile;
import io.changelens.mapping.record.Pseudonyms;
import io.changelens.mapping.row.InputFile;
import io.changelens.mapping.row.Row;
import io.changelens.mapping.rule.Mapping;
import io.changelens.mapping.rule.MappingFiles;
import io.changelens.pipeline.config.IntakeSettings;
import io.changelens.pipeline.decode.IntakeDelta;
import io.changelens.pipeline.decode.RejectedRecord;
import io.changelens.pipeline.decode.SplitRejectedOperator;
import io.changelens.pipeline.sink.MappedEvent;
import io.changelens.schemas.RecordKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of documents in the job. One file: the cases share the harness and the documents. */
class MapDocumentsOperatorTest {

    private static final String STATUS = """
            {"deployment_status": {"id": 1, "state": "success", "created_at": "2026-05-15T15:21:55Z"},
             "deployment": {"id": 4, "sha": "aa", "environment": "production"}, "repository": {"full_name": "school/shop"}}""";

    @TempDir
    private Path directory;

    private Path key;

    @BeforeEach
    void writeKey() throws Exception {
        key = Documents.key(directory);
    }

    private OneInputStreamOperatorTestHarness<Document, MappedEvent> harness(IntakeSettings settings) throws Exception {
        OneInputStreamOperatorTestHarness<Document, MappedEvent> harness = new OneInputStreamOperatorTestHarness<>(
                new MapDocumentsOperator(Presets.read(settings), settings.keepLearning()));
        harness.open();
        return harness;
    }

    private IntakeSettings withKey(boolean keepLearning) {
        return new IntakeSettings(Map.of(), null, key.toString(), keepLearning);
    }

    private List<MappedEvent> events(List<Document> documents) throws Exception {
        try (var job = harness(withKey(false))) {
            for (Document document : documents) {
                job.processElement(document, 0);
            }
            return job.extractOutputValues();
        }
    }

    private static List<RejectedRecord> rejected(OneInputStreamOperatorTestHarness<?, ?> job) {
        var records = job.getSideOutput(SplitRejectedOperator.REJECTED);
        return records == null
                ? List.of()
                : records.stream().map(record -> record.getValue()).toList();
    }

    private RejectedRecord onlyRejected(IntakeSettings settings, Document document) throws Exception {
        try (var job = harness(settings)) {
            job.processElement(document, 0);
            assertThat(job.extractOutputValues()).isEmpty();
            assertThat(rejected(job)).hasSize(1);
            return rejected(job).get(0);
        }
    }

    /** The bytes of an event, as text that can be compared. */
    private static String text(String topic, byte[] recordKey, byte[] value) {
        return topic + " " + new String(recordKey, StandardCharsets.UTF_8) + " "
                + Base64.getEncoder().encodeToString(value);
    }

    private static List<String> texts(List<MappedEvent> events) {
        return events.stream()
                .map(event -> text(event.topic(), event.key(), event.value()))
                .toList();
    }

    private static List<String> texts(Outcome outcome) {
        return outcome.events().stream()
                .map(event -> text(
                        event.kind().topic(),
                        event.record().key(),
                        event.record().value()))
                .toList();
    }

    /** The events of an import of a file that has the document as it came. */
    private List<String> imported(Document document) throws Exception {
        Mapping mapping = MappingFiles.read(document.preset(), Optional.empty(), Optional.of(Pseudonyms.of(key)));
        Path file = Files.write(directory.resolve("document.json"), document.value());
        List<String> events = new ArrayList<>();
        RecordKind<?> kind = mapping.kinds().iterator().next();
        try (OpenFile open =
                OpenFile.open(InputFile.of(file, mapping.format()), kind, Optional.of(mapping), new AtomicLong())) {
            for (Optional<Row> row = open.rows().read();
                    row.isPresent();
                    row = open.rows().read()) {
                open.mapper().map(row.get(), Documents.NOW).forEach(outcome -> events.addAll(texts(outcome)));
            }
        }
        return events;
    }

    @Test
    void theJobAndAnImportMakeTheSameBytes() throws Exception {
        int compared = 0;
        for (Document document : Documents.all()) {
            // Files have no headers.
            if (document.headers().isEmpty()) {
                List<String> imported = imported(document);
                assertThat(texts(events(List.of(document))))
                        .as(document.preset())
                        .isEqualTo(imported);
                compared += imported.size();
            }
        }
        assertThat(compared).isGreaterThan(50);
    }

    @Test
    void documentsWithHeadersBecomeWhatTheMapperMakesOfThem() throws Exception {
        for (Document document : Documents.all()) {
            DocumentMapper mapper = new DocumentMapper(
                    MappingFiles.read(document.preset(), Optional.empty(), Optional.of(Pseudonyms.of(key))));
            List<String> expected = new ArrayList<>();
            mapper.map(io.changelens.mapping.row.JsonMessage.read(document.value()), document.headers(), Documents.NOW)
                    .forEach(outcome -> expected.addAll(texts(outcome)));
            assertThat(texts(events(List.of(document)))).isEqualTo(expected);
        }
    }

    @Test
    void everyDocumentTwiceAndInAnyOrderGivesTheSameEvents() throws Exception {
        List<Document> once = Documents.all();
        List<String> expected = texts(events(once));
        List<Document> shuffled = new ArrayList<>(once);
        shuffled.addAll(once);
        Collections.shuffle(shuffled, new Random(7));

        List<String> found = texts(events(shuffled));

        assertThat(found).hasSize(2 * expected.size());
        assertThat(new HashSet<>(found)).isEqualTo(new HashSet<>(expected));
    }

    @Test
    void everyDocumentIsAccountedForOnce() throws Exception {
        List<Document> documents = Documents.all();
        try (var job = harness(withKey(false))) {
            for (int i = 0; i < documents.size(); i++) {
                Document document = documents.get(i);
                job.processElement(
                        Documents.of(
                                document.preset(),
                                i,
                                document.headers(),
                                new String(document.value(), StandardCharsets.UTF_8)),
                        0);
            }
            assertThat(job.getSideOutput(IntakeDelta.OUTPUT)).isNull();
            job.prepareSnapshotPreBarrier(1);

            IntakeDelta sums = job.getSideOutput(IntakeDelta.OUTPUT).peek().getValue();
            assertThat(job.getSideOutput(IntakeDelta.OUTPUT)).hasSize(1);
            assertThat(sums.topic()).isEqualTo("intake");
            assertThat(sums.read()).isEqualTo(documents.size());
            assertThat(sums.nextOffset()).isEqualTo(documents.size());
            assertThat(sums.rejected()).isPositive().isEqualTo(rejected(job).size());
            assertThat(sums.counted() + sums.rejected()).isEqualTo(sums.read());
        }
    }

    @Test
    void whatCannotBeMappedIsRejectedUnderTheNameOfItsPreset() throws Exception {
        RejectedRecord record = onlyRejected(withKey(false), Documents.of("cdevents", "{\"zen\": 1}"));

        assertThat(record.reason()).isEqualTo("unmapped");
        assertThat(record.detail()).isEqualTo("cdevents: not a document that cdevents.yaml knows (its fields: zen)");
        assertThat(new String(record.raw(), StandardCharsets.UTF_8)).isEqualTo("{\"zen\": 1}");
    }

    @Test
    void bytesThatAreNoDocumentAreRejected() throws Exception {
        assertThat(onlyRejected(withKey(false), Documents.of("github", "{\"a\""))
                        .detail())
                .startsWith("github: not JSON (");
        assertThat(onlyRejected(withKey(false), Documents.of("github", " ")).detail())
                .isEqualTo("github: empty");
        assertThat(onlyRejected(withKey(false), Documents.of("github", "[".repeat(100_000)))
                        .detail())
                .startsWith("github: not JSON (");
        assertThat(onlyRejected(withKey(false), Documents.of("github", "{} {}")).detail())
                .startsWith("github: not JSON (");
    }

    @Test
    void theOtherElementsOfARejectedDocumentAreMapped() throws Exception {
        try (var job = harness(withKey(false))) {
            job.processElement(Documents.of("github", "[" + STATUS + ", 8, 7]"), 0);

            assertThat(job.extractOutputValues()).hasSize(1);
            assertThat(rejected(job))
                    .singleElement()
                    .satisfies(record -> assertThat(record.detail()).endsWith("; 2 of 3 elements are rejected"));
            job.prepareSnapshotPreBarrier(1);
            IntakeDelta sums = job.getSideOutput(IntakeDelta.OUTPUT).peek().getValue();
            assertThat(sums.rejected()).isEqualTo(1);
            assertThat(sums.counted()).isZero();
        }
    }

    @Test
    void documentsOfPersonsAreNotKeptUnlessAnOptionSaysSo() throws Exception {
        Document statement =
                Documents.of("xapi", "{\"actor\": {\"mbox\": \"mailto:ann@school.example\"}, \"verb\": 7}");

        RejectedRecord dropped = onlyRejected(withKey(false), statement);
        assertThat(dropped.raw()).isEmpty();
        assertThat(dropped.detail()).startsWith("xapi: ").doesNotContain("ann");
        assertThat(onlyRejected(withKey(true), statement).raw()).isEqualTo(statement.value());
    }

    @Test
    void withoutAKeyDocumentsOfPersonsAreRejectedAndNotKept() throws Exception {
        IntakeSettings none = new IntakeSettings(Map.of(), null, null, false);
        for (Document statement : Documents.of("xapi")) {
            RejectedRecord record = onlyRejected(none, statement);
            assertThat(record.detail())
                    .isEqualTo("xapi: makes pseudonyms of persons, and the job has no key for them (option"
                            + " intake.pseudonym-key)");
            assertThat(record.raw()).isEmpty();
        }
    }

    @Test
    void anUnknownPresetIsNamedAndNothingIsKept() throws Exception {
        RejectedRecord unknown = onlyRejected(withKey(false), Documents.of("../github", STATUS));
        assertThat(unknown.detail()).isEqualTo("../github: there is no preset of that name");
        assertThat(unknown.raw()).isEmpty();
        assertThat(onlyRejected(withKey(false), Documents.of("", STATUS)).detail())
                .isEqualTo("no header changelens-preset names a preset");
    }

    @Test
    void aPresetOfTheUsersTakesThePlaceOfAShippedOneThatItExtends() throws Exception {
        Path presets = Files.createDirectory(directory.resolve("presets"));
        Files.writeString(presets.resolve("github.yaml"), "extends: github\nfields:\n  service: {constant: shop}\n");
        Files.writeString(presets.resolve("ours.yaml"), "extends: github\nfields:\n  team: {constant: blue}\n");
        IntakeSettings settings = new IntakeSettings(Map.of(), presets.toString(), null, false);
        try (var job = harness(settings)) {
            job.processElement(Documents.of("github", STATUS), 0);
            job.processElement(Documents.of("ours", STATUS), 0);

            assertThat(job.extractOutputValues())
                    .extracting(event -> new String(event.value(), StandardCharsets.ISO_8859_1))
                    .satisfiesExactly(
                            one -> assertThat(one).contains("shop").doesNotContain("blue"),
                            two -> assertThat(two).contains("blue"));
        }
    }

    @Test
    void presetsReachTheTaskManagersAsTheyWereWhenTheJobWasSubmitted() throws Exception {
        Path presets = Files.createDirectory(directory.resolve("presets"));
        Path file = presets.resolve("ours.yaml");
        Files.writeString(file, "extends: github\nfields:\n  team: {constant: blue}\n");
        IntakeSettings settings = new IntakeSettings(Map.of(), presets.toString(), key.toString(), false);
        byte[] graph = org.apache.flink.util.InstantiationUtil.serializeObject(
                new MapDocumentsOperator(Presets.read(settings), false));
        Files.delete(file);

        MapDocumentsOperator operator = org.apache.flink.util.InstantiationUtil.deserializeObject(
                graph, getClass().getClassLoader());
        try (var job = new OneInputStreamOperatorTestHarness<Document, MappedEvent>(operator)) {
            job.open();
            job.processElement(Documents.of("ours", STATUS), 0);
            assertThat(job.extractOutputValues()).hasSize(1);
        }
        assertThat(new String(graph, StandardCharsets.ISO_8859_1))
                .contains(key.toString())
                .doesNotContain(Documents.KEY);
    }

    @Test
    void documentsAreSerializedWithoutKryo() throws Exception {
        TypeSerializer<Document> serializer = Document.TYPE.createSerializer(new SerializerConfigImpl());
        Document document = Documents.of("github", 3, Map.of("x-github-event", "deployment"), STATUS);

        Document copy = serializer.copy(document);

        assertThat(copy).usingRecursiveComparison().isEqualTo(document);
    }
}
