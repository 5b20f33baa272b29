package io.changelens.mapping.row;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Reads JSON documents one after the other, over any number of lines. An array of objects is as many documents. Only one
 * document is in memory at a time.
 */
public final class JsonDocuments implements RowReader {
    private static final JsonMapper JSON = JsonLines.JSON
            .rebuild()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String file;
    private final RecordLimit limit;
    private final JsonParser parser;
    private boolean inArray;
    private long line;
    private long number;

    /**
     * Creates a reader.
     *
     * @param file the file, for messages and for the name in each row
     * @param text the bytes of the file after the byte order mark
     * @throws IOException when the file cannot be read
     */
    public JsonDocuments(InputFile file, InputStream text) throws IOException {
        this.file = file.name();
        this.limit = new RecordLimit(new BufferedReader(new InputStreamReader(
                text, StandardCharsets.UTF_8.newDecoder()))); // A decoder reports malformed bytes.
        this.parser = JSON.createParser(limit);
    }

    @Override
    public Optional<Row> read() throws IOException, RowRejected {
        try {
            limit.recordBegins(line + 1);
            JsonToken token = next();
            if (token == null) {
                return Optional.empty();
            }
            number++;
            line = parser.currentTokenLocation().getLineNr();
            JsonNode node = JSON.readTree(parser);
            if (node instanceof ObjectNode object) {
                return Optional.of(new Row(file, number, object));
            }
            throw new RowRejected("not a JSON object", node.toString());
        } catch (JsonProcessingException e) {
            int at = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new IOException("not JSON at line " + at + ": " + e.getOriginalMessage(), e);
        }
    }

    /** Returns the first token of the next document; null at the end of the file. */
    private JsonToken next() throws IOException {
        JsonToken token = parser.nextToken();
        while (token == JsonToken.END_ARRAY || (token == JsonToken.START_ARRAY && !inArray)) {
            inArray = token == JsonToken.START_ARRAY;
            token = parser.nextToken();
        }
        return token;
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
        parser.close();
    }
}
