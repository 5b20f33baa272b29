package io.changelens.mapping.row;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Makes one row of all rows of a file: their list {@code rows}. For tables that mean something as a whole only. */
public final class CollectedRows implements RowReader {
    private final InputFile file;
    private final RowReader rows;
    private boolean read;

    /**
     * Creates a reader.
     *
     * @param file the file, for messages and for the name in the row
     * @param rows its rows
     */
    public CollectedRows(InputFile file, RowReader rows) {
        this.file = file;
        this.rows = rows;
    }

    /**
     * Reads all rows.
     *
     * @throws RowRejected when one of them is unreadable
     */
    @Override
    public Optional<Row> read() throws IOException, RowRejected {
        if (read) {
            return Optional.empty();
        }
        read = true;
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        ArrayNode list = all.putArray("rows");
        for (Optional<Row> row = rows.read(); row.isPresent(); row = rows.read()) {
            list.add(row.get().cells());
        }
        return Optional.of(new Row(file.name(), 1, all));
    }

    @Override
    public long line() {
        return 1;
    }

    /** Returns no columns: those of the file are in the rows. */
    @Override
    public Optional<List<String>> columns() {
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
