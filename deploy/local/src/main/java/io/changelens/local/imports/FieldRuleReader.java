package io.changelens.local.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/** Reads how one field gets its value, and checks every fixed value against the contract. */
final class FieldRuleReader {
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
     * @param fields the part of the mapping file that has the field as a key
     */
    static FieldRule read(Section fields, String field, Schema contract) {
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
            Source source = Template.isTemplate(text)
                    ? new Source.Text(Template.of(text))
                    : new Source.Column(ColumnPath.of(text));
            return new FieldRule(target, source, Optional.empty(), Map.of(), Optional.empty(), FieldRule.nothing());
        }
        if (!written.isObject()) {
            throw fields.error(
                    "\"" + field + "\": expected a column, a template \"${column}\" or keys; a fixed value is"
                            + " written {constant: " + written + "}");
        }
        return read(target, Section.of(fields.place() + "." + field, written).only(KEYS));
    }

    private static FieldRule read(TargetField target, Section rule) {
        Source source = source(target, rule);
        Map<String, JsonNode> values = new LinkedHashMap<>();
        rule.section("values")
                .ifPresent(table -> table.keys().forEach(key -> values.put(key, fixed(target, table, key))));
        JsonNode fallback = rule.has("default") ? fixed(target, rule, "default") : FieldRule.nothing();
        return new FieldRule(
                target, source, list(target, rule), values, TimeRuleReader.time(target, rule, source), fallback);
    }

    private static Source source(TargetField target, Section rule) {
        if (SOURCES.stream().filter(rule::has).count() != 1) {
            throw rule.error("needs exactly one of column, template, constant, days");
        }
        if (rule.has("column")) {
            return new Source.Column(ColumnPath.of(rule.text("column").orElseThrow()));
        }
        if (rule.has("template")) {
            return new Source.Text(Template.of(rule.text("template").orElseThrow()));
        }
        if (rule.has("constant")) {
            return new Source.Constant(fixed(target, rule, "constant"));
        }
        return TimeRuleReader.dayOffset(target, rule);
    }

    private static Optional<ListRule> list(TargetField target, Section rule) {
        if (!rule.has("split") && !rule.has("from")) {
            return Optional.empty();
        }
        if (target.schema().getType() != Schema.Type.ARRAY) {
            throw rule.error("`split` and `from` are for lists, and " + target.path() + " is none");
        }
        int from = rule.has("from") ? rule.parsed("from", Integer::parseInt, "a number of elements") : 0;
        return Optional.of(new ListRule(rule.text("split"), from));
    }

    private static JsonNode fixed(TargetField target, Section section, String key) {
        JsonNode value = section.value(key).orElseThrow(() -> section.error("\"" + key + "\" has no value"));
        try {
            AvroValues.convert(target.schema(), value, target.path());
            return value;
        } catch (RowRejected e) {
            throw section.error("\"" + key + "\": " + e.line());
        }
    }
}
