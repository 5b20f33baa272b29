package io.changelens.verify.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A dashboard as its file has it.
 *
 * @param file name of the file
 * @param json what is in it
 */
public record Dashboard(String file, JsonNode json) {

    /** Where Grafana's files are, from this module. */
    static final Path DIRECTORY = Path.of("..", "grafana");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** All dashboards, by name. */
    static List<Dashboard> all() throws IOException {
        List<Dashboard> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(DIRECTORY.resolve("dashboards"))) {
            for (Path file : files.sorted().toList()) {
                all.add(new Dashboard(file.getFileName().toString(), JSON.readTree(file.toFile())));
            }
        }
        return all;
    }

    /** Its panels, which must not be in rows. */
    List<JsonNode> panels() {
        List<JsonNode> panels = new ArrayList<>();
        json.get("panels").forEach(panels::add);
        return panels;
    }

    /** Its variables, each of which may use those before. */
    List<JsonNode> variables() {
        List<JsonNode> variables = new ArrayList<>();
        json.get("templating").get("list").forEach(variables::add);
        return variables;
    }

    /** Its variables whose values come from a query. */
    List<JsonNode> questions() {
        return variables().stream()
                .filter(variable -> variable.get("type").asText().equals("query"))
                .toList();
    }

    /** Events that it marks in its panels. */
    List<JsonNode> annotations() {
        List<JsonNode> annotations = new ArrayList<>();
        json.get("annotations").get("list").forEach(annotations::add);
        return annotations;
    }

    @Override
    public String toString() {
        return json.get("title").asText();
    }
}
