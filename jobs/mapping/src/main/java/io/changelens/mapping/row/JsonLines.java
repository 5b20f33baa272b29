package io.changelens.mapping.row;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads JSON lines: one object per line, blank lines ignored. */
public final class JsonLines implements RowReader {
    /** Reads one document: all digits of numbers, no field twice, nothing after it. */
    public static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final InputFile file;
    private final InputStream text;
    private byte[] bytes = new byte[1 << 12];
    private int length;
    private long line;
    private long number;

    /**
     * Creates a reader.
     *
     * @param file the file, for messages and for the name in each row
     * @param text the bytes of the file after the byte order mark
     */
    public JsonLines(InputFile file, InputStream text) {
        this.file = file;
        this.text = text;
    }

    @Override
    public Optional<Row> read() throws IOException, RowRejected {
        String json;
        do {
            if (!nextLine()) {
                return Optional.empty();
            }
            line++;
            json = decoded().strip();
        } while (json.isEmpty());
        number++;
        return Optional.of(new Row(file.name(), number, parse(json)));
    }

    private String decoded() throws RowRejected {
        try {
            return StrictUtf8.decode(bytes, length);
        } catch (RowRejected e) {
            number++;
            throw e;
        }
    }

    private static ObjectNode parse(String json) throws RowRejected {
        try {
            JsonNode node = JSON.readTree(json);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new RowRejected("not JSON", e.getOriginalMessage());
        }
        throw new RowRejected("not a JSON object", json);
    }

    /** Reads one line into the buffer, without its line feed. Returns false at the end of the file. */
    private boolean nextLine() throws IOException {
        length = 0;
        int b = text.read();
        if (b < 0) {
            return false;
        }
        for (; b >= 0 && b != '\n'; b = text.read()) {
            if (length == bytes.length) {
                if (length >= RecordLimit.LONGEST) {
                    throw new IOException("line " + (line + 1) + " is longer than 16 MB");
                }
                bytes = Arrays.copyOf(bytes, 2 * length);
            }
            bytes[length++] = (byte) b;
        }
        return true;
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
        text.close();
    }
}
