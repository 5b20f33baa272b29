package io.changelens.mapping.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One row: a line of a table, a JSON document, or an element of one.
 *
 * @param file name of the file, without folders and without {@code .gz}; empty for a document that is in no file
 * @param number number of the row in the file from 1, the header not counted
 * @param cells values by column; all are text in CSV and TSV
 * @param headers headers of the message that brought the document, by their names in lower case; none in a file
 * @param document the document that the row is an element of; the cells themselves when it is a whole one
 * @param values values that a mapping computed for several fields, by name
 */
public record Row(
        String file,
        long number,
        ObjectNode cells,
        Map<String, String> headers,
        ObjectNode document,
        ObjectNode values) {

    /** Creates a row of a file: a whole document, without headers. */
    public Row(String file, long number, ObjectNode cells) {
        this(file, number, cells, Map.of(), cells, JsonNodeFactory.instance.objectNode());
    }

    /**
     * Creates a row of a message.
     *
     * @param headers headers of the message; upper and lower case do not matter
     * @param document the message
     */
    public static Row of(Map<String, String> headers, ObjectNode document) {
        Map<String, String> lower = new TreeMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return new Row("", 1, document, Map.copyOf(lower), document, JsonNodeFactory.instance.objectNode());
    }

    /** Returns the row of an element of this document. */
    public Row element(ObjectNode element) {
        return new Row(file, number, element, headers, document, JsonNodeFactory.instance.objectNode());
    }

    /** Returns the same row with one more computed value. */
    public Row with(String name, JsonNode value) {
        ObjectNode more = values.deepCopy();
        more.set(name, value);
        return new Row(file, number, cells, headers, document, more);
    }
}
