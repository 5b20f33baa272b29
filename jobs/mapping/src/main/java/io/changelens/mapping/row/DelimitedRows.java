package io.changelens.mapping.row;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final Pattern SEPARATOR_LINE = Pattern.compile("sep=(.)\\s*");
    private static final int LONGEST_SEPARATOR_LINE = 16;

    private final String file;
    private final CSVParser parser;
    private final RecordLimit limit;
    private final Iterator<CSVRecord> records;
    private final String[] columns;
    private final Set<String> repeated;
    private final long linesBefore;
    private long line;
    private long number;

    /**
     * Reads the header line.
     *
     * @param file the file, for messages and for the name in each row
     * @param text the bytes of the file after the byte order mark
     * @param delimiter the character between two cells; a first line {@code sep=;}, which spreadsheets write, replaces it
     * @param lists whether a column name that occurs several times is a list; otherwise it is an error
     * @throws InputError when the file is empty, a column name occurs twice or the header line is not UTF-8
     * @throws IOException when the file cannot be read
     */
    public DelimitedRows(InputFile file, InputStream text, char delimiter, boolean lists) throws IOException {
        this.file = file.name();
        PushbackReader all = new PushbackReader(
                new BufferedReader(new InputStreamReader(text, StandardCharsets.ISO_8859_1)), LONGEST_SEPARATOR_LINE);
        Optional<Character> separator = separator(all);
        this.linesBefore = separator.isPresent() ? 1 : 0;
        this.limit = new RecordLimit(all);
        this.parser = CSVParser.builder()
                .setReader(limit)
                .setFormat(CSVFormat.DEFAULT
                        .builder()
                        .setDelimiter(separator.orElse(delimiter))
                        .get())
                .get();
        this.records = parser.iterator();
        CSVRecord header =
                next().orElseThrow(() -> new InputError(file.path() + ": is empty, without even a header line"));
        this.repeated = new HashSet<>();
        this.columns = columns(file, header, lists);
    }

    /** Reads a first line that only names the separator; leaves any other where it is. */
    private static Optional<Character> separator(PushbackReader text) throws IOException {
        char[] begin = new char[LONGEST_SEPARATOR_LINE];
        int length = Math.max(0, text.read(begin, 0, begin.length));
        String line = new String(begin, 0, length);
        int end = line.indexOf('\n');
        Matcher matcher = SEPARATOR_LINE.matcher(end < 0 ? line : line.substring(0, end));
        boolean names = matcher.matches();
        int from = names ? Math.min(length, end < 0 ? length : end + 1) : 0;
        text.unread(begin, from, length - from);
        return names ? Optional.of(matcher.group(1).charAt(0)) : Optional.empty();
    }

    private String[] columns(InputFile file, CSVRecord header, boolean lists) {
        String[] columns = new String[header.size()];
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < columns.length; i++) {
            try {
                columns[i] = StrictUtf8.decodeBytesAsChars(header.get(i)).strip();
            } catch (RowRejected e) {
                throw new InputError(file.path() + ": its header line is not UTF-8; " + StrictUtf8.HINT);
            }
            if (!columns[i].isEmpty() && !seen.add(columns[i])) {
                repeated.add(columns[i]);
                if (!lists) {
                    throw new InputError(file.path() + ": the column \"" + columns[i] + "\" occurs twice");
                }
            }
        }
        return columns;
    }

    @Override
    public Optional<Row> read() throws IOException, RowRejected {
        Optional<CSVRecord> next = next();
        while (next.isPresent() && isBlank(next.get())) { // Spreadsheets write rows of delimiters alone.
            next = next();
        }
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
            if (cell.isEmpty() || columns[i].isEmpty()) {
                continue;
            }
            if (repeated.contains(columns[i])) {
                cells.withArrayProperty(columns[i]).add(StrictUtf8.decodeBytesAsChars(cell));
            } else {
                cells.put(columns[i], StrictUtf8.decodeBytesAsChars(cell));
            }
        }
        return Optional.of(new Row(file, number, cells));
    }

    private boolean isBlank(CSVRecord csv) {
        boolean blank = columns.length > 1 && csv.size() > 1;
        for (int i = 0; blank && i < csv.size(); i++) {
            blank = csv.get(i).isBlank();
        }
        return blank;
    }

    /** The columns whose name occurs several times: each is a list of its cells that are not empty. */
    public Set<String> repeated() {
        return Set.copyOf(repeated);
    }

    private Optional<CSVRecord> next() throws IOException {
        long begin = parser.getCurrentLineNumber() + 1 + linesBefore;
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
