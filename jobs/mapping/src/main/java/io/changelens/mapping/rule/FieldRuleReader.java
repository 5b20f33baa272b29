package io.changelens.mapping.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.changelens.mapping.record.AvroValues;
import io.changelens.mapping.record.ColumnPath;
import io.changelens.mapping.record.ListRule;
import io.changelens.mapping.record.Pseudonyms;
import io.changelens.mapping.record.TargetField;
import io.changelens.mapping.row.InputError;
import io.changelens.mapping.row.RowRejected;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/** Reads the rule of a field from a mapping file, and checks every constant against the schema. */
final class FieldRuleReader {
    private static final Set<String> KEYS = Set.of(
            "column",
            "template",
            "constant",
            "jsonata",
            "each",
            "fields",
            "pseudonym",
            "days",
            "start",
            "at",
            "zone",
            "time",
            "split",
            "from",
            "values",
            "default");
    private static final Set<String> SOURCES = Set.of("column", "template", "constant", "jsonata", "each", "days");

    private final Schema contract;
    private final Optional<Pseudonyms> pseudonyms;
    private final Conventions conventions;

    /**
     * Creates a reader.
     *
     * @param contract schema of the record
     * @param pseudonyms makes pseudonyms; empty when there is no key for them
     * @param conventions how the files write numbers and names of months
     */
    FieldRuleReader(Schema contract, Optional<Pseudonyms> pseudonyms, Conventions conventions) {
        this.contract = contract;
        this.pseudonyms = pseudonyms;
        this.conventions = conventions;
    }

    /**
     * How files write numbers and names of months.
     *
     * @param locale language of the names of months and days
     * @param decimal the mark before decimals; empty for a point
     */
    record Conventions(Locale locale, Optional<Character> decimal) {}

    /**
     * Reads the rule of a field.
     *
     * @param fields the section of the mapping file that has the field as a key
     * @param field the field, a path with dots
     * @throws InputError naming the place, when the rule is invalid
     */
    FieldRule read(YamlSection fields, String field) {
        TargetField target = TargetField.find(contract, field).orElseThrow(() -> unknownField(fields, field, contract));
        JsonNode written = fields.value(field)
                .filter(value -> !ColumnPath.isEmpty(value))
                .orElseThrow(() -> fields.error("\"" + field + "\" has no value"));
        if (written.isTextual()) {
            String text = written.textValue();
            ValueSource source = Template.isTemplate(text)
                    ? new ValueSource.Text(Template.of(text))
                    : new ValueSource.Column(ColumnPath.of(text));
            return new FieldRule(
                    target,
                    source,
                    Optional.empty(),
                    Map.of(),
                    Optional.empty(),
                    conventions.decimal(),
                    Optional.empty(),
                    FieldRule.nothing());
        }
        if (!written.isObject()) {
            throw fields.error(
                    "\"" + field + "\": expected a column, a template \"${column}\" or keys; a fixed value is"
                            + " written {constant: " + written + "}");
        }
        return read(
                target, YamlSection.of(fields.place() + "." + field, written).only(KEYS));
    }

    /** Creates the error about a field that a record does not have. */
    static InputError unknownField(YamlSection fields, String field, Schema contract) {
        return fields.error("unknown field \"" + field + "\" (known: "
                + String.join(
                        ", ",
                        contract.getFields().stream().map(Schema.Field::name).toList())
                + ")");
    }

    private FieldRule read(TargetField target, YamlSection rule) {
        ValueSource source = source(target, rule);
        Map<String, JsonNode> values = new LinkedHashMap<>();
        rule.section("values")
                .ifPresent(table -> table.keys().forEach(key -> values.put(key, fixed(target, table, key))));
        JsonNode fallback = rule.has("default") ? fixed(target, rule, "default") : FieldRule.nothing();
        return new FieldRule(
                target,
                source,
                list(target, rule),
                values,
                pseudonyms(target, rule),
                conventions.decimal(),
                TimeRuleReader.time(target, rule, source, conventions.locale()),
                fallback);
    }

    private ValueSource source(TargetField target, YamlSection rule) {
        if (SOURCES.stream().filter(rule::has).count() != 1) {
            throw rule.error("needs exactly one of column, template, constant, jsonata, each, days");
        }
        if (rule.has("fields") && !rule.has("each")) {
            throw rule.error("`fields` belongs to `each`");
        }
        if (rule.has("column")) {
            return new ValueSource.Column(ColumnPath.of(rule.text("column").orElseThrow()));
        }
        if (rule.has("template")) {
            return new ValueSource.Text(Template.of(rule.text("template").orElseThrow()));
        }
        if (rule.has("constant")) {
            return new ValueSource.Constant(fixed(target, rule, "constant"));
        }
        if (rule.has("jsonata")) {
            return new ValueSource.Computed(Expression.of(rule.text("jsonata").orElseThrow(), rule, "jsonata"));
        }
        return rule.has("each") ? records(target, rule) : TimeRuleReader.dayOffset(target, rule);
    }

    private ValueSource records(TargetField target, YamlSection rule) {
        boolean list = target.schema().getType() == Schema.Type.ARRAY;
        if (!list || target.schema().getElementType().getType() != Schema.Type.RECORD) {
            throw rule.error("`each` is for lists of records, and " + target.path() + " is none");
        }
        YamlSection fields = rule.section("fields").orElseThrow(() -> rule.error("`each` needs `fields`"));
        FieldRuleReader reader = new FieldRuleReader(target.schema().getElementType(), pseudonyms, conventions);
        List<FieldRule> rules =
                fields.keys().stream().map(field -> reader.read(fields, field)).toList();
        return new ValueSource.Records(Expression.of(rule.text("each").orElseThrow(), rule, "each"), rules);
    }

    private Optional<Pseudonyms> pseudonyms(TargetField target, YamlSection rule) {
        if (!rule.flag("pseudonym")) {
            return Optional.empty();
        }
        if (target.schema().getType() != Schema.Type.STRING) {
            throw rule.error("`pseudonym` is for texts, and " + target.path() + " is none");
        }
        if (pseudonyms.isEmpty()) {
            throw rule.error("makes pseudonyms of persons and needs a key: --pseudonym-key FILE (`openssl rand -hex 32"
                    + " > FILE` makes one; keep it, another key makes other pseudonyms)");
        }
        return pseudonyms;
    }

    private static Optional<ListRule> list(TargetField target, YamlSection rule) {
        if (!rule.has("split") && !rule.has("from")) {
            return Optional.empty();
        }
        if (target.schema().getType() != Schema.Type.ARRAY) {
            throw rule.error("`split` and `from` are for lists, and " + target.path() + " is none");
        }
        int from = rule.has("from") ? rule.parsed("from", Integer::parseInt, "a number of elements") : 0;
        return Optional.of(new ListRule(rule.text("split"), from));
    }

    private static JsonNode fixed(TargetField target, YamlSection section, String key) {
        JsonNode value = section.value(key).orElseThrow(() -> section.error("\"" + key + "\" has no value"));
        try {
            AvroValues.convert(target.schema(), value, target.path());
            return value;
        } catch (RowRejected e) {
            throw section.error("\"" + key + "\": " + e.line());
        }
    }
}
