package io.changelens.mapping.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Names a column, or a place inside a JSON row by dots: {@code components.0}, {@code author.id}. A column whose own name
 * has dots goes first.
 */
public record ColumnPath(String name, List<String> steps) {
    public static ColumnPath of(String name) {
        return new ColumnPath(name, List.of(name.split("\\.", -1)));
    }

    /** The value there; missing, and never null, when there is none or it is an empty text. */
    public JsonNode read(ObjectNode cells) {
        JsonNode node = cells.get(name);
        if (node == null && steps.size() > 1) {
            node = cells;
            for (String step : steps) {
                node = node.isArray() && isIndex(step) ? node.path(Integer.parseInt(step)) : node.path(step);
            }
        }
        return node == null || isEmpty(node) ? MissingNode.getInstance() : node;
    }

    public static boolean isIndex(String step) {
        return step.matches("[0-9]{1,6}");
    }

    public static boolean isEmpty(JsonNode node) {
        return node.isNull()
                || node.isMissingNode()
                || (node.isTextual() && node.textValue().isBlank());
    }
}
