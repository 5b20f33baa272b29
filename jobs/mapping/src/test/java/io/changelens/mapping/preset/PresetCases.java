package io.changelens.mapping.preset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.mapping.DocumentMapper;
import io.changelens.mapping.DocumentMapper.Outcome;
import io.changelens.mapping.record.EventJson;
import io.changelens.mapping.record.Pseudonyms;
import io.changelens.mapping.row.Yaml;
import io.changelens.mapping.rule.MappingFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The documents of each preset's tool, and the events that they mean: {@code resources/presets/NAME.yaml}, written after
 * the tool's documentation. A case has a {@code document}, {@code headers} where the tool sends some, and what it
 * becomes: {@code events} (all fields that are not at their default), {@code skipped} and {@code rejected}. An id that
 * depends on the content alone is written {@code …/CONTENT}.
 */
final class PresetCases {
    /** When the documents of the cases arrive. */
    static final long NOW = Instant.parse("2026-06-01T00:00:00Z").toEpochMilli();

    private static final String PSEUDONYM = "pseudonym of ";
    private static final String KEY = "a key of tests, longer than 32 characters";

    private PresetCases() {}

    /**
     * One case.
     *
     * @param preset name of the preset
     * @param name what the document is
     * @param node the case
     */
    record Case(String preset, String name, JsonNode node) {
        JsonNode document() {
            return node.get("document");
        }

        Map<String, String> headers() {
            Map<String, String> headers = new TreeMap<>();
            node.path("headers")
                    .properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().asText()));
            return headers;
        }

        @Override
        public String toString() {
            return preset + ": " + name;
        }
    }

    static List<Case> of(String preset) {
        String name = "/presets/" + preset + ".yaml";
        try (InputStream yaml = PresetCases.class.getResourceAsStream("/cases" + name)) {
            List<Case> cases = new ArrayList<>();
            if (yaml != null) {
                Yaml.read(name, yaml)
                        .forEach(node ->
                                cases.add(new Case(preset, node.path("case").asText(), node)));
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DocumentMapper mapper(String preset) {
        return new DocumentMapper(MappingFiles.read(preset, Optional.empty(), Optional.of(pseudonyms())));
    }

    /** Pseudonyms by a key that is no secret. */
    static Pseudonyms pseudonyms() {
        try {
            Path key = Files.createTempFile("key", ".txt");
            Files.writeString(key, KEY, StandardCharsets.UTF_8);
            Pseudonyms pseudonyms = Pseudonyms.of(key);
            Files.delete(key);
            return pseudonyms;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Outcome> outcomes(Case made) {
        return mapper(made.preset()).map(made.document(), made.headers(), NOW);
    }

    /** The fields of each event that are not at their default, as text. */
    static List<Map<String, Object>> events(List<Outcome> outcomes) {
        List<Map<String, Object>> events = new ArrayList<>();
        outcomes.forEach(outcome -> outcome.events().forEach(event -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            // Release windows have a field of that name.
            fields.put("kind", event.kind().topic());
            fields.putAll(fields(EventJson.of(event.event())));
            fields.computeIfPresent(
                    "eventId", (name, id) -> id.toString().replaceFirst("^(openedx|canvas)/.{32}$", "$1/CONTENT"));
            events.add(fields);
        }));
        return events;
    }

    /** What a case expects, in the same form. */
    static List<Map<String, Object>> expected(Case made) {
        List<Map<String, Object>> events = new ArrayList<>();
        made.node().path("events").forEach(event -> events.add(fields((ObjectNode) event)));
        return events;
    }

    private static Map<String, Object> fields(ObjectNode node) {
        Map<String, Object> fields = new LinkedHashMap<>();
        node.properties().forEach(field -> fields.put(field.getKey(), value(field.getValue())));
        return fields;
    }

    private static Object value(JsonNode node) {
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(element -> list.add(value(element)));
            return list;
        }
        return node instanceof ObjectNode object ? fields(object) : text(node.asText());
    }

    private static String text(String expected) {
        return expected.startsWith(PSEUDONYM) ? pseudonym(expected.substring(PSEUDONYM.length())) : expected;
    }

    /** The pseudonym by its definition: the first 128 bits of the HMAC-SHA-256. */
    private static String pseudonym(String person) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] all = mac.doFinal(person.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(all, 16)).replace("=", "");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
