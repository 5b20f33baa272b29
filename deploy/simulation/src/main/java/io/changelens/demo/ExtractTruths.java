package io.changelens.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.changelens.demo.Extract.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Expected values of the tables after an import of the extract. They are computed by a plain pass over its columns,
 * independent of the mappings and the jobs.
 */
public final class ExtractTruths {

    private final List<Truth> truths = new ArrayList<>();

    private ExtractTruths() {}

    /**
     * Reads the extract and returns all expected values.
     *
     * @throws IOException if a file cannot be read
     */
    public static List<Truth> read() throws IOException {
        ExtractTruths all = new ExtractTruths();
        all.ofDeployments(Extract.PARTS.get(0));
        all.ofIncidents(Extract.PARTS.get(1));
        all.ofLearning(Extract.PARTS.get(2));
        all.nothingLeftOut();
        return all.truths;
    }

    private void ofDeployments(Part part) throws IOException {
        Map<String, Set<String>> changes = new TreeMap<>();
        Instant first = Instant.MAX;
        Instant last = Instant.MIN;
        try (Reader in = text(part)) {
            for (CSVRecord row : CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(in)) {
                changes.computeIfAbsent(row.get("environment"), e -> new HashSet<>())
                        .add(row.get("service") + " " + row.get("commit"));
                Instant at = Instant.parse(row.get("timestamp_utc"));
                first = at.isBefore(first) ? at : first;
                last = at.isAfter(last) ? at : last;
            }
        }
        add("changes", changes.values().stream().mapToInt(Set::size).sum(), "SELECT count() FROM changes FINAL");
        changes.forEach((environment, ids) -> add(
                "changes in " + environment,
                ids.size(),
                "SELECT count() FROM changes FINAL WHERE environment = '" + environment + "'"));
        add(
                "first change, ms since 1970",
                first.toEpochMilli(),
                "SELECT toUnixTimestamp64Milli(min(succeeded_at)) FROM changes FINAL");
        add(
                "last change, ms since 1970",
                last.toEpochMilli(),
                "SELECT toUnixTimestamp64Milli(max(succeeded_at)) FROM changes FINAL");
    }

    private void ofIncidents(Part part) throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        Map<String, Integer> bySeverity = new TreeMap<>();
        int incidents = 0;
        long opened = 0;
        long resolved = 0;
        try (BufferedReader in = new BufferedReader(text(part))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                JsonNode incident = json.readTree(line);
                incidents++;
                bySeverity.merge(incident.get("impact").asText().toUpperCase(java.util.Locale.ROOT), 1, Integer::sum);
                opened += Instant.parse(incident.get("started_at").asText()).getEpochSecond();
                resolved += Instant.parse(incident.get("resolved_at").asText()).getEpochSecond();
            }
        }
        add("incidents", incidents, "SELECT count() FROM incidents FINAL");
        bySeverity.forEach((severity, count) -> add(
                "incidents of severity " + severity,
                count,
                "SELECT count() FROM incidents FINAL WHERE severity = '" + severity + "'"));
        add("sum of opening times, s", opened, "SELECT sum(toUnixTimestamp(opened_at)) FROM incidents FINAL");
        add("sum of resolving times, s", resolved, "SELECT sum(toUnixTimestamp(resolved_at)) FROM incidents FINAL");
    }

    private void ofLearning(Part part) throws IOException {
        Map<String, Long> clicks = new TreeMap<>();
        long rows = 0;
        try (BufferedReader in = new BufferedReader(text(part))) {
            in.readLine();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] cells = line.split("\t", -1);
                rows++;
                clicks.merge(cells[0] + "-" + cells[1], Long.parseLong(cells[5]), Long::sum);
            }
        }
        String engagement = " FROM outcome_minutes FINAL WHERE value_stream = 'course-delivery' AND kpi = 'engagement'";
        add("learning events", rows, "SELECT sum(events)" + engagement);
        add(
                "clicks",
                clicks.values().stream().mapToLong(Long::longValue).sum(),
                "SELECT toInt64(sum(numerator))" + engagement);
        clicks.forEach((cohort, sum) -> add(
                "clicks of cohort " + cohort,
                sum,
                "SELECT toInt64(sum(numerator))" + engagement + " AND cohort = '" + cohort + "'"));
    }

    private void nothingLeftOut() {
        add("rejected records", 0, "SELECT count() FROM rejected_records FINAL");
        add("late events", 0, "SELECT count() FROM late_events FINAL");
        add("late sums", 0, "SELECT count() FROM late_sums FINAL");
    }

    private void add(String name, long planted, String question) {
        truths.add(new Truth(name, planted, question));
    }

    private static Reader text(Part part) throws IOException {
        return new InputStreamReader(new GZIPInputStream(Extract.open(part)), StandardCharsets.UTF_8);
    }
}
