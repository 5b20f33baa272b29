package io.changelens.local.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
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
        return new FieldRule(target, source, list(target, rule), values, time(target, rule, source), fallback);
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
        return dayOffset(target, rule);
    }

    private static Source dayOffset(TargetField target, Section rule) {
        mustBeTime(target, rule, "days");
        Section start = rule.section("start")
                .orElseThrow(() -> rule.error("`days` needs `start`"))
                .only(Set.of("by", "dates"));
        String by = start.text("by").orElseThrow(() -> start.error("needs `by`: the column that tells which start"));
        Section dates = start.section("dates").orElseThrow(() -> start.error("needs `dates`"));
        Map<String, LocalDate> starts = new LinkedHashMap<>();
        dates.keys().forEach(key -> starts.put(key, parsed(dates, key, LocalDate::parse, "a date such as 2013-10-01")));
        if (!rule.has("zone")) {
            throw rule.error("`days` needs `zone`: where the day begins, such as UTC");
        }
        LocalTime at =
                rule.has("at") ? parsed(rule, "at", LocalTime::parse, "a time such as 12:00") : LocalTime.MIDNIGHT;
        return new Source.DayOffset(
                ColumnPath.of(rule.text("days").orElseThrow()),
                Template.isTemplate(by) ? Template.of(by) : Template.ofColumn(by),
                Map.copyOf(starts),
                at,
                zone(rule).orElseThrow());
    }

    private static Optional<TimeFormat> time(TargetField target, Section rule, Source source) {
        Optional<ZoneId> zone = zone(rule);
        if (source instanceof Source.DayOffset || !(rule.has("time") || zone.isPresent())) {
            return Optional.empty();
        }
        mustBeTime(target, rule, rule.has("time") ? "time" : "zone");
        String format = rule.text("time").orElse("iso");
        return Optional.of(
                switch (format) {
                    case "iso" -> TimeFormat.iso(zone);
                    case "epoch-seconds" -> TimeFormat.epoch(BigDecimal.valueOf(1000));
                    case "epoch-millis" -> TimeFormat.epoch(BigDecimal.ONE);
                    default -> pattern(rule, format, zone);
                });
    }

    private static TimeFormat pattern(Section rule, String pattern, Optional<ZoneId> zone) {
        boolean hasOffset = pattern.replaceAll("'[^']*'", "").matches(".*[XxZzOV].*");
        if (!hasOffset && zone.isEmpty()) {
            throw rule.error("the time has no offset: add `zone`, such as UTC or Europe/London");
        }
        try {
            return TimeFormat.pattern(pattern, zone);
        } catch (IllegalArgumentException e) {
            throw rule.error("time \"" + pattern + "\" is neither iso, epoch-seconds, epoch-millis nor a pattern of"
                    + " java.time.format.DateTimeFormatter: " + e.getMessage());
        }
    }

    private static Optional<ListRule> list(TargetField target, Section rule) {
        if (!rule.has("split") && !rule.has("from")) {
            return Optional.empty();
        }
        if (target.schema().getType() != Schema.Type.ARRAY) {
            throw rule.error("`split` and `from` are for lists, and " + target.path() + " is none");
        }
        int from = rule.has("from") ? parsed(rule, "from", Integer::parseInt, "a number of elements") : 0;
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

    private static Optional<ZoneId> zone(Section rule) {
        return rule.has("zone")
                ? Optional.of(parsed(rule, "zone", ZoneId::of, "a time zone such as UTC or Europe/London"))
                : Optional.empty();
    }

    private static void mustBeTime(TargetField target, Section rule, String key) {
        if (!AvroValues.isTime(target.schema())) {
            throw rule.error("`" + key + "` is for times, and " + target.path() + " is none");
        }
    }

    private interface Parser<T> {
        T parse(String text);
    }

    private static <T> T parsed(Section section, String key, Parser<T> parser, String expected) {
        String text = section.text(key).orElse("");
        try {
            return parser.parse(text);
        } catch (DateTimeException | NumberFormatException e) {
            throw section.error("\"" + key + "\": expected " + expected + ", found \"" + text + "\"");
        }
    }
}
