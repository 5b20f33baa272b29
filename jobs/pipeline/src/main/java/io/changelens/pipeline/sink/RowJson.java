package io.changelens.pipeline.sink;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Writes a row as a JSON object: numbers and booleans as such, times in ISO 8601, bytes in Base64. */
final class RowJson {

    private static final int CONTROLS = 0x20;

    private final StringBuilder out = new StringBuilder();

    private RowJson() {}

    /** Returns the row as JSON, in UTF-8. */
    static byte[] of(Table<?> table, TableRow row) {
        RowJson json = new RowJson();
        List<String> names = table.columnNames();
        for (int i = 0; i < names.size(); i++) {
            json.out.append(i == 0 ? "{" : ",");
            json.text(names.get(i));
            json.out.append(':');
            json.value(row.values().get(i));
        }
        return json.out.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private void value(Object value) {
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Double number && !Double.isFinite(number)) {
            text(number.toString());
        } else if (value instanceof Number) {
            out.append(value);
        } else if (value instanceof byte[] raw) {
            text(Base64.getEncoder().encodeToString(raw));
        } else if (value instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                out.append(i == 0 ? "[" : ",");
                value(items.get(i));
            }
            out.append(items.isEmpty() ? "[]" : "]");
        } else {
            text(value.toString());
        }
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < CONTROLS || Character.isSurrogate(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
