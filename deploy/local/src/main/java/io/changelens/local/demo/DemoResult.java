package io.changelens.local.demo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a demonstration found.
 *
 * @param truths each with what was found
 * @param took from the start of the stack to the last answer
 */
public record DemoResult(List<Truth.Checked> truths, Duration took) {

    /** Whether everything was found as it is. */
    public boolean ok() {
        return truths.stream().allMatch(Truth.Checked::ok);
    }

    /** One line per truth, for people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%-34s %16s %16s%n", "", "in the files", "in the tables"));
        for (Truth.Checked truth : truths) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-34s %16s %16s  %s%n",
                    truth.name(),
                    truth.planted(),
                    truth.found(),
                    truth.ok() ? "ok" : "DIFFERS"));
        }
        return text.toString();
    }

    /** The contract of {@code demo --json}. Counts are exact, so low and high are what was found. */
    public String json() {
        ObjectNode json = JsonMapper.builder().build().createObjectNode();
        json.put("ok", ok());
        ArrayNode list = json.putArray("truths");
        for (Truth.Checked truth : truths) {
            ObjectNode entry = list.addObject();
            entry.put("name", truth.name());
            entry.put("planted", Long.parseLong(truth.planted()));
            Long found = truth.found().matches("-?\\d+") ? Long.valueOf(truth.found()) : null;
            entry.put("found", found);
            entry.put("low", found);
            entry.put("high", found);
            entry.put("verdict", truth.ok() ? "equal" : "different");
            entry.put("ok", truth.ok());
        }
        json.put("seconds", took.toMillis() / 1000.0);
        return json.toPrettyString();
    }
}
