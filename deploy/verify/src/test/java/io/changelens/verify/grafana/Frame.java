package io.changelens.verify.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What ClickHouse answers, as Grafana sees it.
 *
 * @param names of the columns
 * @param types of the columns, without what makes them null or a dictionary
 * @param rows as text
 */
public record Frame(List<String> names, List<String> types, List<List<String>> rows) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the format JSONCompact. */
    static Frame ofJsonCompact(String answer) throws IOException {
        JsonNode json = JSON.readTree(answer);
        Frame frame = new Frame(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (JsonNode column : json.get("meta")) {
            frame.names.add(column.get("name").asText());
            frame.types.add(column.get("type").asText().replaceAll("(Nullable|LowCardinality)\\(|(?<=\\w)\\)+$", ""));
        }
        for (JsonNode row : json.get("data")) {
            List<String> cells = new ArrayList<>();
            row.forEach(cell -> cells.add(cell.asText()));
            frame.rows.add(cells);
        }
        return frame;
    }

    long numeric() {
        return types.stream()
                .filter(type -> type.matches("(U?Int|Float|Decimal).*"))
                .count();
    }

    long text() {
        return types.stream().filter(type -> type.startsWith("String")).count();
    }
}
