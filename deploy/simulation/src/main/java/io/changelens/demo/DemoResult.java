package io.changelens.demo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The result of a demonstration.
 *
 * @param findings planted and found values
 * @param took time from the start of the stack to the last answer
 */
public record DemoResult(List<Finding> findings, Duration took) {

    /** Whether every finding is right. */
    public boolean ok() {
        return findings.stream().allMatch(Finding::ok);
    }

    /** The findings as a text table, one line each. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%-52s %14s %14s  %-24s%n", "", "planted", "found", "interval"));
        for (Finding finding : findings) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-52s %14s %14s  %-24s %s%s%n",
                    finding.name(),
                    finding.format().text(finding.planted()),
                    Double.isNaN(finding.found()) ? "nothing" : finding.format().text(finding.found()),
                    finding.interval(),
                    finding.verdict(),
                    finding.ok() ? "" : "  <- MISSED"));
        }
        return text.toString();
    }

    /** The findings as JSON, the contract of {@code demo --json}. */
    public String json() {
        ObjectNode json = JsonMapper.builder().build().createObjectNode();
        json.put("ok", ok());
        ArrayNode list = json.putArray("truths");
        for (Finding finding : findings) {
            ObjectNode entry = list.addObject();
            entry.put("name", finding.name());
            put(entry, "planted", finding.planted());
            put(entry, "found", finding.found());
            put(entry, "low", finding.low());
            put(entry, "high", finding.high());
            entry.put("verdict", finding.verdict());
            entry.put("ok", finding.ok());
        }
        json.put("seconds", took.toMillis() / 1000.0);
        return json.toPrettyString();
    }

    private static void put(ObjectNode entry, String name, double value) {
        if (Double.isNaN(value)) {
            entry.putNull(name);
        } else if (value == Math.rint(value)) {
            entry.put(name, (long) value);
        } else {
            entry.put(name, value);
        }
    }
}
