package io.changelens.mapping.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.changelens.mapping.DocumentMapper;
import io.changelens.mapping.DocumentMapper.Outcome;
import io.changelens.mapping.record.EventJson;
import io.changelens.mapping.row.InputError;
import io.changelens.mapping.row.Yaml;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the tests of mappings share. */
final class Mappings {
    static final long NOW = 1_790_000_000_000L;

    private Mappings() {}

    static JsonNode yaml(String text) {
        return Yaml.read("my.yaml", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    static Mapping mapping(String text) {
        return MappingReader.read("my.yaml", yaml(text), Optional.empty(), Optional.empty());
    }

    /** A mapping of deployments with all required fields, and further lines. */
    static Mapping deployments(String furtherLines) {
        return mapping("""
                kind: deployments
                fields:
                  eventId: id
                  changeId: id
                  phase: {constant: SUCCEEDED}
                  occurredAt: {constant: "2026-03-01T10:00:00Z"}
                  service: {constant: web}
                """ + furtherLines);
    }

    static List<Outcome> outcomes(Mapping mapping, String document, Map<String, String> headers) {
        return new DocumentMapper(mapping).map(yaml(document), headers, NOW);
    }

    /** The result for each element: its events, or why it has none. */
    static List<String> results(Mapping mapping, String document) {
        return results(mapping, document, Map.of());
    }

    static List<String> results(Mapping mapping, String document, Map<String, String> headers) {
        List<String> results = new ArrayList<>();
        for (Outcome outcome : outcomes(mapping, document, headers)) {
            outcome.events().forEach(event -> results.add(event.kind() + " " + EventJson.of(event.event())));
            outcome.skipped().forEach(why -> results.add("skipped: " + why));
            outcome.rejected().ifPresent(why -> results.add("rejected: " + why.line()));
        }
        return results;
    }

    /** The value of one optional field of the only event. */
    static String field(Mapping mapping, String field, String document) {
        return EventJson.of(outcomes(mapping, document, Map.of())
                        .get(0)
                        .events()
                        .get(0)
                        .event())
                .path(field)
                .asText();
    }

    static String failure(String text) {
        try {
            mapping(text);
        } catch (InputError e) {
            return e.getMessage();
        }
        throw new AssertionError("nothing failed");
    }
}
