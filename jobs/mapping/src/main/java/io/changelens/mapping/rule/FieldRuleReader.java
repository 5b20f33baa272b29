package io.changelens.mapping.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.changelens.mapping.record.AvroValues;
import io.changelens.mapping.record.ColumnPath;
import io.changelens.mapping.record.ListRule;
import io.changelens.mapping.record.TargetField;
import io.changelens.mapping.row.RowRejected;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/** Reads the rule of a field from a mapping file, and checks every constant against the schema. */
public final class FieldRuleReader {
    private static final Set<String> KEYS = Set.of(
            "column",
            "template",
            "constant",
            "days",
            "start",
            "at",
            "zone",
            "time",
            "split",
            "from",
            "values",
            "default");
    private static final Set<String> SOURCES = Set.of("column", "template", "constant", "days");

    private FieldRuleReader() {}

    /**
     * Reads the rule of a field.
     *
     * @param fields the section of the mapping file that has the field as a key
     * @param field the field, a path with dots
     * @param contract schema of the record
     * @throws InputError naming the place, when the rule is invalid
     */
    public static FieldRule read(YamlSection fields, String field, Schema contract) {
        TargetField target = TargetField.find(contract, field)
                .orElseThrow(() -> fields.error("unknown field \"" + field + "\" (known: "
                        + String.join(
                                ", ",
                                contract.getFields().stream()
                                        .map(Schema.Field::name)
                                        .toList()) + ")"));
        JsonNode written = fields.value(field)
                .filter(value -> !ColumnPath.isEmpty(value))
                .orElseThrow(() -> fields.error("\"" + field + "\" has no value"));
        if (written.isTextual()) {
            String text = written.textValue();
            ValueSource source = Template.isTemplate(text)
                    ? new ValueSource.Text(Template.of(text))
                    : new ValueSource.Column(ColumnPath.of(text));
            return new FieldRule(target, source, Optional.empty(), Map.of(), Optional.empty(), FieldRule.nothing());
        }
        if (!written.isObject()) {
            throw fields.error(
                    "\"" + field + "\": expected a column, a template \"${column}\" or keys; a fixed value is"
                            + " written {constant: " + written + "}");
        }
        return read(
                target, YamlSection.of(fields.place() + "." + field, written).only(KEYS));
    }

    private static FieldRule read(TargetField target, YamlSection rule) {
        ValueSource source = source(target, rule);
        Map<String, JsonNode> values = new LinkedHashMap<>();
        rule.section("values")
                .ifPresent(table -> table.keys().forEach(key -> values.put(key, fixed(target, table, key))));
        JsonNode fallback = rule.has("default") ? fixed(target, rule, "default") : FieldRule.nothing();
        return new FieldRule(
                target, source, list(target, rule), values, TimeRuleReader.time(target, rule, source), fallback);
    }

    private static ValueSource source(TargetField target, YamlSection rule) {
        if (SOURCES.stream().filter(rule::has).count() != 1) {
            throw rule.error("needs exactly one of column, template, constant, days");
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
        return TimeRuleReader.dayOffset(target, rule);
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
