package io.changelens.mapping.row;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads CSV and TSV with a header line and RFC 4180 quotes.
 *
 * <p>The parser reads the bytes as ISO 8859-1, which is safe because all its control characters are ASCII. Each cell is
 * decoded from UTF-8 afterwards, so a cell in another encoding rejects one row and not the file.
 */
public final class DelimitedRows implements RowReader {
    private final String file;
    private final CSVParser parser;
    private final RecordLimit limit;
    private final Iterator<CSVRecord> records;
    private final String[] columns;
    private long line;
    private long number;

    /**
     * Reads the header line.
     *
     * @param file the file, for messages and for the name in each row
     * @param text the bytes of the file after the byte order mark
     * @param delimiter the character between two cells
     * @throws InputError when the file is empty, a column name occurs twice or the header line is not UTF-8
     * @throws IOException when the file cannot be read
     */
    public DelimitedRows(InputFile file, InputStream text, char delimiter) throws IOException {
        this.file = file.name();
        this.limit = new RecordLimit(new BufferedReader(new InputStreamReader(text, StandardCharsets.ISO_8859_1)));
        this.parser = CSVParser.builder()
                .setReader(limit)
                .setFormat(CSVFormat.DEFAULT.builder().setDelimiter(delimiter).get())
                .get();
        this.records = parser.iterator();
        CSVRecord header =
                next().orElseThrow(() -> new InputError(file.path() + ": is empty, without even a header line"));
        this.columns = columns(file, header);
    }

    private static String[] columns(InputFile file, CSVRecord header) {
        String[] columns = new String[header.size()];
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < columns.length; i++) {
            try {
                columns[i] = StrictUtf8.decodeBytesAsChars(header.get(i)).strip();
            } catch (RowRejected e) {
                throw new InputError(file.path() + ": its header line is not UTF-8");
            }
            if (!columns[i].isEmpty() && !seen.add(columns[i])) {
                throw new InputError(file.path() + ": the column \"" + columns[i] + "\" occurs twice");
            }
        }
        return columns;
    }

    @Override
    public Optional<Row> read() throws IOException, RowRejected {
        Optional<CSVRecord> next = next();
        if (next.isEmpty()) {
            return Optional.empty();
        }
        CSVRecord csv = next.get();
        number++;
        if (csv.size() != columns.length) {
            throw new RowRejected(
                    "ragged row", csv.size() + " cells where the header has " + columns.length + " columns");
        }
        ObjectNode cells = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < columns.length; i++) {
            String cell = csv.get(i);
            if (!cell.isEmpty() && !columns[i].isEmpty()) {
                cells.put(columns[i], StrictUtf8.decodeBytesAsChars(cell));
            }
        }
        return Optional.of(new Row(file, number, cells));
    }

    private Optional<CSVRecord> next() throws IOException {
        long begin = parser.getCurrentLineNumber() + 1;
        limit.recordBegins(begin);
        try {
            if (!records.hasNext()) {
                return Optional.empty();
            }
            CSVRecord csv = records.next();
            line = begin;
            return Optional.of(csv);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public Optional<List<String>> columns() {
        return Optional.of(List.of(columns));
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
