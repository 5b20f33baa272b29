package io.changelens.mapping.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.changelens.mapping.record.ColumnPath;
import io.changelens.mapping.row.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with placeholders, such as {@code ${service}/${commit}}. A placeholder is a column, or {@code ${line}}, the
 * number of the row in its file from 1, or {@code ${file}}, the name of the file.
 *
 * @param text the template as written
 * @param parts its literal texts and placeholders in order
 */
public record Template(String text, List<Part> parts) {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]*)}");

    /** A literal text or a placeholder. */
    public sealed interface Part {
        /**
         * A text that is copied.
         *
         * @param text the text
         */
        record Literal(String text) implements Part {}

        /**
         * The value of a column.
         *
         * @param path the column
         */
        record Column(ColumnPath path) implements Part {}

        /** The number of the row. */
        record Line() implements Part {}

        /** The name of the file. */
        record File() implements Part {}
    }

    /** Returns whether a text contains a placeholder. */
    public static boolean isTemplate(String text) {
        return PLACE.matcher(text).find();
    }

    /** Parses a template. A text without placeholders renders as itself. */
    public static Template of(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher place = PLACE.matcher(text);
        int end = 0;
        while (place.find()) {
            if (place.start() > end) {
                parts.add(new Part.Literal(text.substring(end, place.start())));
            }
            parts.add(place(place.group(1).strip()));
            end = place.end();
        }
        if (end < text.length()) {
            parts.add(new Part.Literal(text.substring(end)));
        }
        return new Template(text, List.copyOf(parts));
    }

    /** Creates the template that consists of one column. */
    public static Template ofColumn(String name) {
        return new Template("${" + name + "}", List.of(new Part.Column(ColumnPath.of(name))));
    }

    private static Part place(String name) {
        return switch (name) {
            case "line" -> new Part.Line();
            case "file" -> new Part.File();
            default -> new Part.Column(ColumnPath.of(name));
        };
    }

    /** Returns the columns that the template reads. */
    public List<ColumnPath> columns() {
        return parts.stream()
                .filter(Part.Column.class::isInstance)
                .map(part -> ((Part.Column) part).path())
                .toList();
    }

    /** Returns the text for a row; a missing node when one of its columns is empty. */
    public JsonNode render(Row row) {
        StringBuilder out = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Literal literal) {
                out.append(literal.text());
            } else if (part instanceof Part.Column column) {
                JsonNode value = column.path().read(row);
                if (!value.isValueNode() || value.isMissingNode()) {
                    return MissingNode.getInstance();
                }
                out.append(value.asText());
            } else if (part instanceof Part.Line) {
                out.append(row.number());
            } else {
                out.append(row.file());
            }
        }
        return TextNode.valueOf(out.toString());
    }
}
