package io.changelens.mapping.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.changelens.mapping.record.ImportFields;
import io.changelens.mapping.record.Pseudonyms;
import io.changelens.mapping.record.TargetField;
import io.changelens.mapping.row.InputError;
import io.changelens.mapping.row.Yaml;
import io.changelens.schemas.RecordKind;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/** Reads a mapping file and checks all of it before the first row is read. */
public final class MappingReader {
    /** The keys of a mapping file. */
    static final Set<String> KEYS = Set.of(
            "extends",
            "kind",
            "collect",
            "encoding",
            "locale",
            "decimal",
            "format",
            "delimiter",
            "matches",
            "verify",
            "each",
            "let",
            "otherwise",
            "skip",
            "fields",
            "emit");

    private static final Set<String> EVENT_KEYS = Set.of("kind", "when", "optional");

    private final Optional<RecordKind<?>> kind;
    private final Optional<Pseudonyms> pseudonyms;

    private MappingReader(Optional<RecordKind<?>> kind, Optional<Pseudonyms> pseudonyms) {
        this.kind = kind;
        this.pseudonyms = pseudonyms;
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
        return read(name, Yaml.read(name, yaml), Optional.of(kind), Optional.empty());
    }

    /**
     * Reads a mapping.
     *
     * @param name name of the file in messages
     * @param document the file; one that extends another must have been merged with it, see {@link MappingFiles}
     * @param kind the kind of events to make; others of the mapping are left out. Empty for all kinds of the mapping
     * @param pseudonyms makes pseudonyms; empty when there is no key for them
     * @throws InputError naming the place of a fault
     */
    public static Mapping read(
            String name, JsonNode document, Optional<RecordKind<?>> kind, Optional<Pseudonyms> pseudonyms) {
        return new MappingReader(kind, pseudonyms)
                .read(YamlSection.of(name, document).only(KEYS));
    }

    private Mapping read(YamlSection root) {
        return new Mapping(
                root.place(),
                FileRules.format(root),
                FileRules.encoding(root),
                FileRules.delimiter(root),
                root.flag("collect"),
                TestReader.matches(root),
                SignatureReader.read(root),
                root.text("each").map(text -> Expression.of(text, root, "each")),
                values(root),
                otherwise(root),
                TestReader.skips(root),
                templates(root));
    }

    private static Map<String, Expression> values(YamlSection root) {
        Map<String, Expression> values = new LinkedHashMap<>();
        root.section("let").ifPresent(let -> {
            for (String name : let.keys()) {
                if (!name.matches("[A-Za-z][A-Za-z0-9]*")) {
                    throw let.error("\"" + name + "\" is no name: letters and digits only");
                }
                String text = let.text(name).orElseThrow(() -> let.error("\"" + name + "\" has no value"));
                values.put(name, Expression.of(text, let, name));
            }
        });
        return values;
    }

    private static ValueSource otherwise(YamlSection root) {
        Optional<JsonNode> written = root.value("otherwise");
        if (written.isEmpty()) {
            return new ValueSource.Constant(TextNode.valueOf("no entry of `emit` applies"));
        }
        if (written.get().isObject()) {
            YamlSection rule = root.section("otherwise").orElseThrow().only(Set.of("jsonata"));
            String text = rule.text("jsonata").orElseThrow(() -> rule.error("needs `jsonata`"));
            return new ValueSource.Computed(Expression.of(text, rule, "jsonata"));
        }
        return new ValueSource.Text(Template.of(root.text("otherwise").orElseThrow()));
    }

    private List<EventTemplate> templates(YamlSection root) {
        boolean emitted = !root.list("emit").isEmpty();
        if (!emitted && !root.has("fields")) {
            throw root.error("needs `fields`");
        }
        YamlSection fields = root.section("fields").orElseGet(() -> YamlSection.empty(root.place() + ".fields"));
        List<EventTemplate> templates = new ArrayList<>();
        List<YamlSection> entries = emitted ? entries(root) : List.of(root);
        List<RecordKind<?>> kinds =
                entries.stream().<RecordKind<?>>map(entry -> kind(root, entry)).toList();
        if (kind.isPresent() && !kinds.contains(kind.get())) {
            String made = String.join(
                    ", ", kinds.stream().map(RecordKind::topic).distinct().toList());
            throw root.error("maps " + made + ", not " + kind.get().topic());
        }
        checkCommon(fields, kinds);
        for (int i = 0; i < entries.size(); i++) {
            if (kind.isEmpty() || kinds.get(i).equals(kind.get())) {
                String name = emitted ? "emit[" + i + "]" : kinds.get(i).topic();
                templates.add(
                        template(entries.get(i), name, kinds.get(i), fields, emitted, FileRules.conventions(root)));
            }
        }
        return List.copyOf(templates);
    }

    private static List<YamlSection> entries(YamlSection root) {
        List<YamlSection> entries = new ArrayList<>();
        for (JsonNode node : root.list("emit")) {
            entries.add(YamlSection.of(root.place() + ".emit[" + entries.size() + "]", node));
        }
        return entries;
    }

    /**
     * Returns the kind of an entry: its own, that of the file, or the one that is asked for. Release windows have a field
     * {@code kind}: an entry's key of that name is the field unless its value names a kind of events.
     */
    private RecordKind<?> kind(YamlSection root, YamlSection entry) {
        Optional<RecordKind<?>> said =
                root.text("kind").<RecordKind<?>>map(word -> known(root, word)).or(() -> kind);
        if (!namesKind(entry)
                && said.filter(of -> of.schema().getField("kind") != null).isPresent()) {
            return said.get();
        }
        return entry.text("kind")
                .<RecordKind<?>>map(word -> known(entry, word))
                .or(() -> said)
                .orElseThrow(() -> entry.error("says no `kind`: one of " + kinds()));
    }

    private static boolean namesKind(YamlSection entry) {
        String word = entry.value("kind").map(JsonNode::asText).orElse("");
        return RecordKind.inputs().stream().anyMatch(kind -> kind.topic().equals(word));
    }

    private static RecordKind<?> known(YamlSection place, String word) {
        return RecordKind.inputs().stream()
                .filter(known -> known.topic().equals(word))
                .findFirst()
                .orElseThrow(() -> place.error("kind \"" + word + "\" is none of " + kinds()));
    }

    private static String kinds() {
        return String.join(
                ", ", RecordKind.inputs().stream().map(RecordKind::topic).toList());
    }

    /** Rejects a common field that none of the kinds has. */
    private static void checkCommon(YamlSection fields, List<RecordKind<?>> kinds) {
        for (String field : fields.keys()) {
            if (kinds.stream().noneMatch(of -> known(of, field))) {
                throw FieldRuleReader.unknownField(fields, field, ImportFields.of(kinds.get(0)));
            }
        }
    }

    private static boolean known(RecordKind<?> kind, String field) {
        return TargetField.find(ImportFields.of(kind), field).isPresent();
    }

    private EventTemplate template(
            YamlSection entry,
            String name,
            RecordKind<?> made,
            YamlSection fields,
            boolean emitted,
            FieldRuleReader.Conventions conventions) {
        FieldRuleReader reader = new FieldRuleReader(ImportFields.of(made), pseudonyms, conventions);
        List<String> own = new ArrayList<>(emitted ? entry.keys() : List.of());
        own.removeAll(namesKind(entry) ? EVENT_KEYS : Set.of("when", "optional"));
        Map<String, FieldRule> rules = new LinkedHashMap<>();
        for (String field : fields.keys()) {
            if (known(made, field) && !own.contains(field)) {
                rules.put(field, reader.read(fields, field));
            }
        }
        own.forEach(field -> rules.put(field, reader.read(entry, field)));
        checkRequired(entry, made, rules);
        Optional<Expression> when =
                emitted ? entry.text("when").map(text -> Expression.of(text, entry, "when")) : Optional.empty();
        boolean optional = emitted && entry.flag("optional");
        return new EventTemplate(name, made, when, optional, List.copyOf(rules.values()));
    }

    private static void checkRequired(YamlSection place, RecordKind<?> kind, Map<String, FieldRule> rules) {
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
    }
}
