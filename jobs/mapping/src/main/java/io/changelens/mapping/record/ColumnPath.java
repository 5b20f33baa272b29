package io.changelens.mapping.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.changelens.mapping.row.Row;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The name of a column, or a path with dots into a JSON row: {@code components.0}, {@code author.id}. A column whose
 * own name contains the dots takes precedence. Three first steps lead elsewhere, unless the row has a column of that
 * name: {@code headers} to the headers of the message, {@code document} to the document that the row is an element of,
 * {@code let} to the values that the mapping computed.
 *
 * @param name the path as written
 * @param steps its parts between the dots
 */
public record ColumnPath(String name, List<String> steps) {
    private static final String HEADERS = "headers";
    private static final String LET = "let";
    private static final Set<String> OUTSIDE = Set.of(HEADERS, "document", LET);

    /** Creates the path of a name. */
    public static ColumnPath of(String name) {
        return new ColumnPath(name, List.of(name.split("\\.", -1)));
    }

    /** Returns whether the path leads out of the row: to headers, to the document or to computed values. */
    public boolean isOutside() {
        return steps.size() > 1 && OUTSIDE.contains(steps.get(0));
    }

    /**
     * Returns the value at this path, a text without the white space around it. Absent values, null and blank text are
     * a missing node, never null.
     */
    public JsonNode read(Row row) {
        if (!isOutside() || row.cells().has(name) || row.cells().has(steps.get(0))) {
            return read(row.cells());
        }
        String rest = name.substring(steps.get(0).length() + 1);
        return switch (steps.get(0)) {
            case HEADERS -> trimmed(TextNode.valueOf(row.headers().getOrDefault(rest.toLowerCase(Locale.ROOT), "")));
            case LET -> of(rest).read(row.values());
            default -> of(rest).read(row.document());
        };
    }

    private JsonNode read(ObjectNode cells) {
        JsonNode node = cells.get(name);
        if (node == null && steps.size() > 1) {
            node = cells;
            for (String step : steps) {
                node = node.isArray() && isIndex(step) ? node.path(Integer.parseInt(step)) : node.path(step);
            }
        }
        return node == null ? MissingNode.getInstance() : trimmed(node);
    }

    private static JsonNode trimmed(JsonNode node) {
        if (isEmpty(node)) {
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
