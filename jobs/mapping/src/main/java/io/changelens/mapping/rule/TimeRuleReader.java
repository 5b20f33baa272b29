package io.changelens.mapping.rule;

import io.changelens.mapping.record.AvroValues;
import io.changelens.mapping.record.ColumnPath;
import io.changelens.mapping.record.TargetField;
import io.changelens.mapping.record.TimeFormat;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the rules for times from a mapping file. */
public final class TimeRuleReader {
    private TimeRuleReader() {}

    /**
     * Reads a day offset: the key {@code days} and the keys that belong to it.
     *
     * @param target the field, which must be a time
     * @param rule the section of the field
     * @throws InputError naming the place, when a key is missing or invalid
     */
    public static ValueSource dayOffset(TargetField target, YamlSection rule) {
        mustBeTime(target, rule, "days");
        YamlSection start = rule.section("start")
                .orElseThrow(() -> rule.error("`days` needs `start`"))
                .only(Set.of("by", "dates"));
        String by = start.text("by").orElseThrow(() -> start.error("needs `by`: the column that tells which start"));
        YamlSection dates = start.section("dates").orElseThrow(() -> start.error("needs `dates`"));
        Map<String, LocalDate> starts = new LinkedHashMap<>();
        dates.keys().forEach(key -> starts.put(key, dates.parsed(key, LocalDate::parse, "a date such as 2013-10-01")));
        if (!rule.has("zone")) {
            throw rule.error("`days` needs `zone`: where the day begins, such as UTC");
        }
        LocalTime at =
                rule.has("at") ? rule.parsed("at", LocalTime::parse, "a time such as 12:00") : LocalTime.MIDNIGHT;
        return new ValueSource.DayOffset(
                ColumnPath.of(rule.text("days").orElseThrow()),
                Template.isTemplate(by) ? Template.of(by) : Template.ofColumn(by),
                Map.copyOf(starts),
                at,
                zone(rule).orElseThrow());
    }

    /**
     * Reads the format of a time; empty when the native forms suffice.
     *
     * @param target the field, which must be a time if a format is given
     * @param rule the section of the field
     * @param source where the value comes from; a day offset is a time already
     * @param locale language of the names of months and days
     * @throws InputError naming the place, when the format is invalid
     */
    public static Optional<TimeFormat> time(TargetField target, YamlSection rule, ValueSource source, Locale locale) {
        Optional<ZoneId> zone = zone(rule);
        if (source instanceof ValueSource.DayOffset || !(rule.has("time") || zone.isPresent())) {
            return Optional.empty();
        }
        mustBeTime(target, rule, rule.has("time") ? "time" : "zone");
        List<TimeFormat> formats = (rule.has("time") ? rule.texts("time") : List.of("iso"))
                .stream().map(word -> format(rule, word, zone, locale)).toList();
        return Optional.of(formats.size() == 1 ? formats.get(0) : TimeFormat.firstOf(formats));
    }

    private static TimeFormat format(YamlSection rule, String word, Optional<ZoneId> zone, Locale locale) {
        return switch (word) {
            case "iso" -> TimeFormat.iso(zone);
            case "epoch-seconds" -> TimeFormat.epoch(BigDecimal.valueOf(1000));
            case "epoch-millis" -> TimeFormat.epoch(BigDecimal.ONE);
            case "epoch-micros" -> TimeFormat.epoch(new BigDecimal("0.001"));
            case "epoch-nanos" -> TimeFormat.epoch(new BigDecimal("0.000001"));
            default -> pattern(rule, word, zone, locale);
        };
    }

    private static TimeFormat pattern(YamlSection rule, String pattern, Optional<ZoneId> zone, Locale locale) {
        boolean hasOffset = pattern.replaceAll("'[^']*'", "").matches(".*[XxZzOV].*");
        if (!hasOffset && zone.isEmpty()) {
            throw rule.error("the time has no offset: add `zone`, such as UTC or Europe/London");
        }
        try {
            return TimeFormat.pattern(pattern, zone, locale);
        } catch (IllegalArgumentException e) {
            throw rule.error("time \"" + pattern
                    + "\" is neither iso, epoch-seconds, epoch-millis, epoch-micros, epoch-nanos nor a pattern of"
                    + " java.time.format.DateTimeFormatter: " + e.getMessage());
        }
    }

    private static Optional<ZoneId> zone(YamlSection rule) {
        return rule.has("zone")
                ? Optional.of(rule.parsed("zone", ZoneId::of, "a time zone such as UTC or Europe/London"))
                : Optional.empty();
    }

    private static void mustBeTime(TargetField target, YamlSection rule, String key) {
        if (!AvroValues.isTime(target.schema())) {
            throw rule.error("`" + key + "` is for times, and " + target.path() + " is none");
        }
    }
}
