package io.changelens.mapping.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.changelens.mapping.record.ColumnPath;
import io.changelens.mapping.record.ImportFields;
import io.changelens.mapping.row.FileFormat;
import io.changelens.mapping.row.InputError;
import io.changelens.mapping.row.Yaml;
import io.changelens.schemas.RecordKind;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/** Reads a mapping file and checks all of it before the first row is read. */
public final class MappingReader {
    private static final Set<String> KEYS = Set.of("kind", "format", "delimiter", "skip", "fields", "emit");
    private static final Set<String> SKIP_KEYS = Set.of("column", "is", "empty", "why");

    private final RecordKind<?> kind;

    private MappingReader(RecordKind<?> kind) {
        this.kind = kind;
    }

    /**
     * Reads a mapping.
     *
     * @param name name of the file in messages
     * @param yaml the text
     * @param kind kind of the records that the mapping makes
     * @throws InputError naming the place of a fault
     */
    public static Mapping read(String name, InputStream yaml, RecordKind<?> kind) {
        return new MappingReader(kind)
                .read(YamlSection.of(name, Yaml.read(name, yaml)).only(KEYS));
    }

    private Mapping read(YamlSection root) {
        root.text("kind").filter(word -> !word.equals(kind.topic())).ifPresent(word -> {
            throw root.error("maps " + word + ", not " + kind.topic());
        });
        Optional<FileFormat> format = root.text("format")
                .map(word -> FileFormat.ofWord(word)
                        .orElseThrow(() -> root.error("format \"" + word + "\" is none of csv, tsv, json, yaml")));
        Optional<Character> delimiter = root.text("delimiter").map(text -> {
            if (text.length() != 1 || "\"\r\n".contains(text)) {
                throw root.error("delimiter \"" + text + "\" is not one character");
            }
            return text.charAt(0);
        });
        List<SkipRule> skips = new ArrayList<>();
        for (JsonNode skip : root.list("skip")) {
            skips.add(skip(YamlSection.of(root.place() + ".skip[" + skips.size() + "]", skip)
                    .only(SKIP_KEYS)));
        }
        return new Mapping(root.place(), format, delimiter, List.copyOf(skips), templates(root));
    }

    private static SkipRule skip(YamlSection skip) {
        String column = skip.text("column").orElseThrow(() -> skip.error("needs `column`"));
        Set<String> values = new LinkedHashSet<>();
        skip.value("is").ifPresent(is -> {
            if (is.isArray()) {
                is.forEach(value -> values.add(value.asText()));
            } else {
                values.add(is.asText());
            }
        });
        boolean empty = skip.flag("empty");
        if (values.isEmpty() && !empty) {
            throw skip.error("needs `is` (values) or `empty: true`");
        }
        String why = skip.text("why").orElse("left out by the mapping: " + column);
        return new SkipRule(ColumnPath.of(column), Set.copyOf(values), empty, why);
    }

    private List<Mapping.EventTemplate> templates(YamlSection root) {
        YamlSection fields = root.section("fields").orElseThrow(() -> root.error("needs `fields`"));
        Map<String, FieldRule> common = rules(fields, fields.keys());
        List<JsonNode> entries = root.list("emit");
        List<Mapping.EventTemplate> templates = new ArrayList<>();
        if (entries.isEmpty()) {
            templates.add(template(root, kind.topic(), false, common));
        }
        for (JsonNode node : entries) {
            YamlSection entry = YamlSection.of(root.place() + ".emit[" + templates.size() + "]", node);
            List<String> overridden = entry.keys();
            overridden.remove("optional");
            Map<String, FieldRule> rules = new LinkedHashMap<>(common);
            rules.putAll(rules(entry, overridden));
            String name = "emit[" + templates.size() + "]";
            templates.add(template(entry, name, entry.flag("optional"), rules));
        }
        return List.copyOf(templates);
    }

    private Map<String, FieldRule> rules(YamlSection fields, List<String> names) {
        Map<String, FieldRule> rules = new LinkedHashMap<>();
        names.forEach(name -> rules.put(name, FieldRuleReader.read(fields, name, ImportFields.of(kind))));
        return rules;
    }

    private Mapping.EventTemplate template(
            YamlSection place, String name, boolean optional, Map<String, FieldRule> rules) {
        for (Schema.Field field : kind.schema().getFields()) {
            boolean given = rules.values().stream()
                    .anyMatch(rule -> rule.target().steps().get(0).equals(field.name()));
            if (!given && !field.hasDefaultValue()) {
                throw place.error("the field \"" + field.name() + "\" is required, and nothing is said of it");
            }
        }
        if (ImportFields.givesBoth(kind, rules.keySet())) {
            throw place.error(ImportFields.BOTH);
        }
        return new Mapping.EventTemplate(name, optional, List.copyOf(rules.values()));
    }
}
