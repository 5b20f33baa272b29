package io.changelens.verify.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.changelens.cli.Cookbook;
import io.changelens.verify.stack.ClickHouseFixture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks questions of the cookbook as the reader and compares answers, floating-point cells to 1e-9 of their size. */
public final class Asked {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double TOLERANCE = 1e-9;

    private final ClickHouseFixture clickHouse;

    Asked(ClickHouseFixture clickHouse) {
        this.clickHouse = clickHouse;
    }

    /** What ClickHouse answers a question, with some parameters that are not what they are by default. */
    Answer question(String name, Map<String, String> parameters) throws Exception {
        return ask(name, Cookbook.statement(name).orElseThrow(), parameters);
    }

    /** What it answers a statement that is called so. */
    Answer ask(String name, String statement, Map<String, String> parameters) throws Exception {
        Map<String, String> all = new TreeMap<>();
        Cookbook.defaults(statement).forEach((key, value) -> all.put("param_" + key, value));
        parameters.forEach((key, value) -> all.put("param_" + key, value));
        all.put("default_format", "JSONCompact");
        all.put("output_format_json_quote_64bit_integers", "0");
        // Else a value that is no number would look like one that is not there.
        all.put("output_format_json_quote_denormals", "1");
        JsonNode answer =
                JSON.readTree(clickHouse.query(clickHouse.credentials().reader(), statement, all));
        return new Answer(name, answer.get("meta"), answer.get("data"));
    }

    /** An answer, to be compared. */
    record Answer(String question, JsonNode columns, JsonNode rows) {

        void hasRows(int count) {
            assertThat(rows.size()).as(question).isEqualTo(count);
        }

        void isEqualTo(List<List<Object>> expected) {
            List<String> differences = new ArrayList<>();
            for (int i = 0; i < Math.max(expected.size(), rows.size()); i++) {
                if (i >= expected.size() || i >= rows.size()) {
                    differences.add("row " + i + ": "
                            + (i < rows.size() ? "too much " + rows.get(i) : "missing " + expected.get(i)));
                } else if (expected.get(i).size() != columns.size()) {
                    differences.add(
                            columns.size() + " columns, not " + expected.get(i).size());
                } else {
                    compare(i, expected.get(i), differences);
                }
            }
            assertThat(differences).as(question).isEmpty();
        }

        private void compare(int row, List<Object> expected, List<String> differences) {
            for (int i = 0; i < expected.size(); i++) {
                JsonNode found = rows.get(row).get(i);
                if (!same(expected.get(i), found)) {
                    differences.add(
                            "row " + row + ", " + columns.get(i).get("name").asText() + ": " + found + ", not "
                                    + expected.get(i) + " in " + expected);
                }
            }
        }

        private static boolean same(Object expected, JsonNode found) {
            if (expected == null || found.isNull()) {
                return expected == null && found.isNull();
            }
            if (expected instanceof Number number) {
                double difference = Math.abs(number.doubleValue() - found.asDouble());
                return found.isNumber() && difference <= TOLERANCE * Math.abs(number.doubleValue());
            }
            if (expected instanceof Instant time) {
                return time.equals(Instant.parse(found.asText().replace(' ', 'T') + "Z"));
            }
            if (expected instanceof List<?> list) {
                boolean same = found.isArray() && found.size() == list.size();
                for (int i = 0; same && i < list.size(); i++) {
                    same = same(list.get(i), found.get(i));
                }
                return same;
            }
            return expected.toString().equals(found.asText());
        }
    }
}
