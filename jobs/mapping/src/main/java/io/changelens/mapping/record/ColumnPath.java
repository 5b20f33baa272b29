package io.changelens.mapping.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/**
 * The name of a column, or a path with dots into a JSON row: {@code components.0}, {@code author.id}. A column whose
 * own name contains the dots takes precedence.
 *
 * @param name the path as written
 * @param steps its parts between the dots
 */
public record ColumnPath(String name, List<String> steps) {
    /** Creates the path of a name. */
    public static ColumnPath of(String name) {
        return new ColumnPath(name, List.of(name.split("\\.", -1)));
    }

    /**
     * Returns the value at this path, a text without the white space around it. Absent values, null and blank text are
     * a missing node, never null.
     */
    public JsonNode read(ObjectNode cells) {
        JsonNode node = cells.get(name);
        if (node == null && steps.size() > 1) {
            node = cells;
            for (String step : steps) {
                node = node.isArray() && isIndex(step) ? node.path(Integer.parseInt(step)) : node.path(step);
            }
        }
        if (node == null || isEmpty(node)) {
            return MissingNode.getInstance();
        }
        return node.isTextual() ? TextNode.valueOf(Trimmed.of(node.textValue())) : node;
    }

    /** Returns whether a part of a path is an index into an array: one to six digits. */
    public static boolean isIndex(String step) {
        return step.matches("[0-9]{1,6}");
    }

    /** Returns whether a node holds no value: it is missing, null or blank text. */
    public static boolean isEmpty(JsonNode node) {
        return node.isNull()
                || node.isMissingNode()
                || (node.isTextual() && Trimmed.of(node.textValue()).isEmpty());
    }
}
