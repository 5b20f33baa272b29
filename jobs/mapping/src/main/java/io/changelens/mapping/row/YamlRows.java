package io.changelens.mapping.row;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Reads YAML: a list of objects, or one object per document. */
public final class YamlRows implements RowReader {
    private final String file;
    private final YAMLParser parser;
    private long line;
    private long number;

    /**
     * Creates a reader.
     *
     * @param file the file, for the name in each row
     * @param text the bytes of the file after the byte order mark
     * @throws IOException when the file cannot be read
     */
    public YamlRows(InputFile file, InputStream text) throws IOException {
        this.file = file.name();
        this.parser = Yaml.parser(text);
    }

    @Override
    public Optional<Row> read() throws IOException, RowRejected {
        try {
            JsonToken token = parser.nextToken();
            while (token == JsonToken.START_ARRAY || token == JsonToken.END_ARRAY) {
                token = parser.nextToken();
            }
            if (token == null) {
                return Optional.empty();
            }
            number++;
            line = parser.currentTokenLocation().getLineNr();
            JsonNode node = Yaml.written(parser);
            if (node instanceof ObjectNode object) {
                return Optional.of(new Row(file, number, object));
            }
            throw new RowRejected("not an object", node.toString());
        } catch (JsonProcessingException e) {
            throw new IOException(Yaml.fault(e), e);
        }
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
