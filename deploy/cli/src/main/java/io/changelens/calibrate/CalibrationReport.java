package io.changelens.calibrate;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.core.calibration.CalibrationResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Formats the results of a calibration as text for people or as JSON for programs.
 *
 * @param results results of the calibration
 * @param panel whether series were controls of each other, so that common shocks are reported too
 */
public record CalibrationReport(List<CalibrationResult> results, boolean panel) {

    /** The results as a text table. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%7s %9s  %-13s %10s %13s %12s %16s %8s %8s %9s%s%n",
                "horizon",
                "injected",
                "method",
                "evaluated",
                "insufficient",
                "significant",
                "95 % interval",
                "p<=0.01",
                "p<=0.001",
                "coverage",
                panel ? "   shocks  besides" : ""));
        results.stream()
                .sorted((a, b) -> a.horizon().equals(b.horizon())
                        ? Double.compare(a.injected(), b.injected())
                        : a.horizon().compareTo(b.horizon()))
                .forEach(r -> text.append(String.format(
                        Locale.ROOT,
                        "%7s %+8.1f%%  %-13s %10d %12.1f%% %12s %16s %8s %8s %9s%s%n",
                        words(r.horizon()),
                        100 * r.injected(),
                        r.method(),
                        r.evaluated(),
                        100.0 * r.insufficient() / Math.max(1, r.evaluated() + r.insufficient()),
                        percent(r.significantShare()),
                        r.low() == null ? "-" : percent(r.low()) + " .. " + percent(r.high()),
                        percent(r.at01()),
                        percent(r.at001()),
                        percent(r.coverage()),
                        panel
                                ? String.format(
                                        Locale.ROOT, " %8s %8s", percent(r.shocks()), percent(r.significantBesides()))
                                : "")));
        return text.toString();
    }

    private static String percent(Double share) {
        return share == null ? "-" : String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    /** A duration in the form of the command line, such as 15m, 6h or 7d. */
    public static String words(Duration duration) {
        if (duration.toDays() > 1 && duration.equals(Duration.ofDays(duration.toDays()))) {
            return duration.toDays() + "d";
        }
        if (duration.toHours() > 0 && duration.equals(Duration.ofHours(duration.toHours()))) {
            return duration.toHours() + "h";
        }
        return duration.toMinutes() + "m";
    }

    /** The results as JSON, the contract of {@code calibrate --json}. */
    public String json() {
        ObjectNode json = JsonMapper.builder().build().createObjectNode();
        ArrayNode list = json.putArray("results");
        for (CalibrationResult result : results) {
            ObjectNode entry = list.addObject();
            entry.put("method", result.method());
            entry.put("horizon", words(result.horizon()));
            entry.put("injected", result.injected());
            entry.put("evaluated", result.evaluated());
            entry.put("insufficient", result.insufficient());
            entry.put("significantShare", result.significantShare());
            entry.put("low", result.low());
            entry.put("high", result.high());
            entry.put("significantAt0.01", result.at01());
            entry.put("significantAt0.001", result.at001());
            entry.put("coverage", result.coverage());
            if (panel) {
                entry.put("commonShocks", result.shocks());
                entry.put("significantBesides", result.significantBesides());
            }
        }
        return json.toPrettyString();
    }
}
