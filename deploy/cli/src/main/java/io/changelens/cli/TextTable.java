package io.changelens.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Formats rows as aligned columns: numbers to the right, everything else to the left. */
public final class TextTable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GAP = "  ";

    private final List<String> names = new ArrayList<>();
    private final List<Boolean> numeric = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    private TextTable() {}

    /**
     * Formats a result in ClickHouse's format JSONCompact as a table. Any other text, the output of a statement with
     * its own FORMAT, is returned unchanged.
     *
     * @param result output of a statement
     */
    public static String ofJsonCompact(String result) {
        try {
            JsonNode json = JSON.readTree(result);
            if (json == null || !json.has("meta") || !json.has("data")) {
                return result;
            }
            TextTable table = new TextTable();
            for (JsonNode column : json.get("meta")) {
                table.names.add(column.get("name").asText());
                table.numeric.add(column.get("type").asText().matches("(Nullable\\()?(U?Int|Float|BFloat|Decimal).*"));
            }
            for (JsonNode row : json.get("data")) {
                List<String> cells = new ArrayList<>();
                row.forEach(cell -> cells.add(text(cell)));
                table.rows.add(cells);
            }
            return table.print();
        } catch (JsonProcessingException e) {
            return result;
        }
    }

    private static String text(JsonNode cell) {
        String text = cell.isValueNode() ? cell.asText() : cell.toString();
        return cell.isNull() ? "-" : text.replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }

    private String print() {
        int[] widths = new int[names.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = width(names.get(i));
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        StringBuilder out = new StringBuilder();
        out.append(line(names, widths)).append('\n');
        List<String> rule = new ArrayList<>();
        for (int width : widths) {
            rule.add("-".repeat(width));
        }
        out.append(line(rule, widths)).append('\n');
        rows.forEach(row -> out.append(line(row, widths)).append('\n'));
        return out.append(rows.size() == 1 ? "1 row\n" : rows.size() + " rows\n")
                .toString();
    }

    private String line(List<String> cells, int[] widths) {
        List<String> padded = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            String space = " ".repeat(widths[i] - width(cells.get(i)));
            padded.add(numeric.get(i) ? space + cells.get(i) : cells.get(i) + space);
        }
        return padded.stream().collect(Collectors.joining(GAP)).stripTrailing();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
