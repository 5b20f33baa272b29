package io.changelens.pipeline.alerts;

import static java.util.Map.entry;

import io.changelens.core.reason.AlertCode;
import io.changelens.core.reason.Reason;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The English text of an alert, for consumers that show one line and know no codes, such as a chat. It is the only text
 * that a job writes; the dashboard has the words of each code in its own languages, and a test compares its English with
 * {@link #TEMPLATES}.
 */
public final class AlertText {

    /** The words of each code; the names of arguments are in braces. */
    public static final Map<AlertCode, String> TEMPLATES = Map.ofEntries(
            entry(
                    AlertCode.COLLISION_AHEAD,
                    "Change {change} on {service} is planned for {start}, in {title} ({window}) of {stream}"),
            entry(
                    AlertCode.COLLISION_NOT_AHEAD,
                    "Change {change} on {service} and {title} ({window}) of {stream}: {reason}"),
            entry(
                    AlertCode.COLLISION_NEVER_AHEAD,
                    "Change {change} on {service} and {title} ({window}) of {stream} do not collide: an event was missing"
                            + " when they seemed to"),
            entry(
                    AlertCode.KPI_WORSE,
                    "Change {change} on {service} made {kpi} of {stream} worse: {percent} % ({low} to {high}) over"
                            + " {horizon}"),
            entry(
                    AlertCode.KPI_WORSE_CONFOUNDED,
                    "Change {change} on {service} made {kpi} of {stream} worse: {percent} % ({low} to {high}) over"
                            + " {horizon}, confounded"),
            entry(
                    AlertCode.KPI_NOT_WORSE,
                    "Change {change} on {service} is no longer found to have made {kpi} of {stream} worse"),
            entry(
                    AlertCode.INCIDENT_ATTRIBUTED,
                    "Incident {incident} on {service} is attributed to change {change} on {changed} with {percent} %"),
            entry(
                    AlertCode.ATTRIBUTED_INCIDENT_RESOLVED,
                    "Incident {incident} on {service}, now resolved, is attributed to change {change} on {changed} with"
                            + " {percent} %"),
            entry(
                    AlertCode.INCIDENT_NOT_ATTRIBUTED,
                    "Incident {incident} on {service} is attributed to no change any more"),
            entry(AlertCode.VALUE_STREAM_SILENT, "There has been no activity in {stream} for {silence}"),
            entry(AlertCode.VALUE_STREAM_ACTIVE, "There is activity in {stream} again"),
            entry(
                    AlertCode.INTAKE_UNBALANCED,
                    "Of {read} records read from partition {partition} of {topic}, {unaccounted} are neither counted nor"
                            + " duplicates, late or rejected"),
            entry(AlertCode.INTAKE_BALANCED, "The account of partition {partition} of {topic} balances again"));

    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\w+)}");
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private AlertText() {}

    /** Returns the text of a statement, whose code is an {@link AlertCode}. */
    static String of(Reason statement) {
        return ARGUMENT.matcher(TEMPLATES.get(AlertCode.valueOf(statement.code())))
                .replaceAll(match -> Matcher.quoteReplacement(
                        shown(match.group(1), statement.arg(match.group(1)).orElse(""))));
    }

    private static String shown(String argument, String value) {
        return switch (argument) {
            case "horizon", "silence" -> duration(Long.parseLong(value));
            case "reason" -> value.toLowerCase(Locale.ROOT).replace('_', ' ');
            default -> value;
        };
    }

    private static String duration(long seconds) {
        if (seconds % DAY == 0) {
            return seconds / DAY + " d";
        }
        return seconds % HOUR == 0 ? seconds / HOUR + " h" : seconds / MINUTE + " min";
    }
}
