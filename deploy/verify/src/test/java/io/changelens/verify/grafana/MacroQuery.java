package io.changelens.verify.grafana;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Fills what Grafana and its ClickHouse plugin fill in a query: variables quoted, which is {@code ${name:singlequote}},
 * and the plugin's macros. Anything else that looks like either is an error.
 *
 * @param from begin of the time range
 * @param to end of the time range
 * @param interval that Grafana would choose for the width of a panel
 * @param variables values chosen, by name
 */
public record MacroQuery(Instant from, Instant to, Duration interval, Map<String, List<String>> variables) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):singlequote}");
    private static final Pattern MACRO = Pattern.compile("\\$__(\\w+)(?:\\(([^()]*)\\))?");

    /** The statement that ClickHouse gets. */
    String fill(String sql) {
        String filled = VARIABLE.matcher(sql).replaceAll(m -> Matcher.quoteReplacement(quoted(m.group(1))));
        filled = MACRO.matcher(filled).replaceAll(m -> Matcher.quoteReplacement(macro(m)));
        if (filled.contains("$")) {
            throw new IllegalArgumentException("neither a macro nor a quoted variable: " + filled);
        }
        return filled;
    }

    private String quoted(String name) {
        if (!variables.containsKey(name)) {
            throw new IllegalArgumentException("no variable " + name);
        }
        return variables.get(name).stream()
                .map(value -> "'" + value.replace("'", "\\'") + "'")
                .collect(Collectors.joining(","));
    }

    private String macro(MatchResult macro) {
        String column = macro.group(2) == null ? "" : macro.group(2).strip();
        String with = column.isEmpty() || column.contains(",") ? "" : "(column)";
        return switch (macro.group(1) + with) {
            case "fromTime" -> seconds(from);
            case "toTime" -> seconds(to);
            case "interval_s" -> Long.toString(interval.toSeconds());
            case "timeFilter(column)" -> column + " >= " + seconds(from) + " AND " + column + " <= " + seconds(to);
            case "timeInterval(column)" ->
                "toStartOfInterval(toDateTime(" + column + "), INTERVAL " + interval.toSeconds() + " second)";
            default -> throw new IllegalArgumentException("no such macro: " + macro.group());
        };
    }

    private static String seconds(Instant time) {
        return "toDateTime(" + time.getEpochSecond() + ")";
    }
}
