package io.changelens.mapping.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.changelens.mapping.record.ListRule;
import io.changelens.mapping.record.TargetField;
import io.changelens.mapping.row.InputError;
import io.changelens.mapping.row.InputFile;
import io.changelens.mapping.row.Row;
import io.changelens.mapping.row.RowReader;
import io.changelens.mapping.row.RowRejected;
import io.changelens.schemas.Activity;
import io.changelens.schemas.Kpi;
import io.changelens.schemas.Service;
import io.changelens.schemas.ValueStream;
import io.changelens.schemas.ValueStreamCatalog;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.Schema;

/**
 * Reads a catalog that is written as a table: each row is one element, and its column {@code record} gives the
 * element's kind ({@code catalog}, {@code value-stream}, {@code activity}, {@code service} or {@code kpi}). All rows of
 * a file form one revision of the catalog; rows of the same kind keep their order.
 */
public final class CatalogTableRows implements RowReader {
    private static final String RECORD = "record";
    private static final String OWNER = "valueStream";

    /** Kinds of rows, each with the schema of its other columns. */
    private static final Map<String, Schema> KINDS = new TreeMap<>(Map.of(
            "catalog", ValueStreamCatalog.SCHEMA$,
            "value-stream", ValueStream.SCHEMA$,
            "activity", Activity.SCHEMA$,
            "service", Service.SCHEMA$,
            "kpi", Kpi.SCHEMA$));

    private final InputFile file;
    private final RowReader table;
    private long line;
    private boolean read;

    /**
     * Wraps a table as a catalog.
     *
     * @param file the file, for messages and for the name of the row
     * @param table the rows of the file; its columns must be known before its rows
     * @throws InputError when the column {@code record} is missing, or a column belongs to no kind of row
     */
    public CatalogTableRows(InputFile file, RowReader table) {
        this.file = file;
        this.table = table;
        List<String> columns = table.columns().orElseThrow();
        if (!columns.contains(RECORD)) {
            throw new InputError(file.path() + ": a catalog as a table needs the column \"record\": one of "
                    + String.join(", ", KINDS.keySet()) + "; the file has: " + String.join(", ", columns));
        }
        TreeSet<String> unknown = new TreeSet<>(columns);
        unknown.removeIf(column -> column.equals(RECORD)
                || column.equals(OWNER)
                || KINDS.values().stream()
                        .anyMatch(schema -> TargetField.find(schema, column).isPresent()));
        if (!unknown.isEmpty()) {
            throw new InputError(file.path() + ": nothing in a catalog has " + String.join(", ", unknown));
        }
    }

    @Override
    public Optional<Row> read() throws IOException, RowRejected {
        if (read) {
            return Optional.empty();
        }
        // The table is one revision: the first bad row rejects all of it, once.
        read = true;
        ObjectNode catalog = JsonNodeFactory.instance.objectNode();
        Map<String, ObjectNode> streams = new TreeMap<>();
        catalog.putArray("valueStreams");
        catalog.putArray("services");
        catalog.putArray("kpis");
        for (Optional<Row> row = table.read(); row.isPresent(); row = table.read()) {
            line = table.line();
            add(row.get().cells(), catalog, streams);
        }
        return Optional.of(new Row(file.name(), 1, catalog));
    }

    private void add(ObjectNode cells, ObjectNode catalog, Map<String, ObjectNode> streams) throws RowRejected {
        String kind = text(cells, RECORD);
        if (!KINDS.containsKey(kind)) {
            throw new RowRejected("record: not one of " + String.join(", ", KINDS.keySet()), kind);
        }
        ObjectNode thing = fields(cells, kind);
        switch (kind) {
            case "catalog" -> catalog.setAll(thing);
            case "service" -> catalog.withArrayProperty("services").add(thing);
            case "kpi" -> catalog.withArrayProperty("kpis").add(thing);
            case "value-stream" -> {
                thing.putArray("activities");
                if (!thing.has("kpis")) {
                    thing.putArray("kpis");
                }
                catalog.withArrayProperty("valueStreams").add(thing);
                streams.put(text(cells, "id"), thing);
            }
            default -> {
                ObjectNode stream = streams.get(text(cells, OWNER));
                if (stream == null) {
                    throw new RowRejected("valueStream: no value stream of that id stands above", text(cells, OWNER));
                }
                ((ArrayNode) stream.get("activities")).add(thing);
            }
        }
    }

    private static ObjectNode fields(ObjectNode cells, String kind) throws RowRejected {
        ObjectNode thing = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> cell : cells.properties()) {
            boolean owner = kind.equals("activity") && cell.getKey().equals(OWNER);
            if (!cell.getKey().equals(RECORD) && !owner) {
                TargetField field = TargetField.find(KINDS.get(kind), cell.getKey())
                        .orElseThrow(() -> new RowRejected(
                                cell.getKey() + ": not a column of a " + kind,
                                cell.getValue().asText()));
                field.set(
                        thing, field.schema().getType() == Schema.Type.ARRAY ? list(cell.getValue()) : cell.getValue());
            }
        }
        return thing;
    }

    private static ArrayNode list(JsonNode cell) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        ListRule.split(cell.asText(), ";").forEach(element -> list.add(TextNode.valueOf(element)));
        return list;
    }

    private static String text(ObjectNode cells, String column) {
        return cells.path(column).asText("");
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public Optional<List<String>> columns() {
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}
