package io.changelens.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.changelens.mapping.row.Yaml;
import io.changelens.mapping.rule.MappingFiles;
import io.changelens.pipeline.decode.RecordPosition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The documents by which the presets are tested, as records of the topic {@code intake}. */
final class Documents {

    /** When the documents arrive. */
    static final long NOW = Instant.parse("2026-06-01T00:00:00Z").toEpochMilli();

    static final String KEY = "a key of tests, longer than 32 characters";

    /** Presets whose documents are whole files. */
    private static final List<String> OF_FILES = List.of("backstage", "icalendar");

    private static final Path CASES = Path.of("../mapping/src/test/resources/cases/presets");

    private Documents() {}

    /** All documents of a preset's cases. */
    static List<Document> of(String preset) {
        Path file = CASES.resolve(preset + ".yaml");
        try (InputStream yaml = Files.newInputStream(file)) {
            List<Document> documents = new ArrayList<>();
            for (JsonNode made : Yaml.read(file.toString(), yaml)) {
                Map<String, String> headers = new TreeMap<>();
                made.path("headers")
                        .properties()
                        .forEach(header -> headers.put(
                                header.getKey().toLowerCase(Locale.ROOT),
                                header.getValue().asText()));
                documents.add(of(
                        preset, documents.size(), headers, made.get("document").toString()));
            }
            return documents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All documents of all presets of messages. */
    static List<Document> all() {
        List<Document> documents = new ArrayList<>();
        MappingFiles.PRESETS.stream()
                .filter(preset -> !OF_FILES.contains(preset))
                .forEach(preset -> documents.addAll(of(preset)));
        return documents;
    }

    static Document of(String preset, long offset, Map<String, String> headers, String json) {
        return new Document(
                preset, headers, new RecordPosition("intake", 0, offset, NOW), json.getBytes(StandardCharsets.UTF_8));
    }

    static Document of(String preset, String json) {
        return of(preset, 0, Map.of(), json);
    }

    /** A file with the key for pseudonyms. */
    static Path key(Path directory) throws IOException {
        return Files.writeString(directory.resolve("key"), KEY);
    }
}
