package io.changelens.mapping.row;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.InputStream;
import org.yaml.snakeyaml.LoaderOptions;

/** Reads YAML and rejects duplicate keys. */
public final class Yaml {
    private static final YAMLFactory FACTORY = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .loaderOptions(anySize())
            .build();

    private static final ObjectReader READER = new YAMLMapper(FACTORY).reader();

    private Yaml() {}

    /**
     * Removes the parser's size limit: rows are read one by one, so a long file needs no more memory than a short one.
     */
    private static LoaderOptions anySize() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        return options;
    }

    /**
     * Reads a document.
     *
     * @param name name of the file in messages
     * @param stream the text
     * @throws InputError when it is not YAML, or empty
     */
    public static JsonNode read(String name, InputStream stream) {
        try {
            JsonNode node = READER.readTree(stream);
            if (node == null || node.isMissingNode() || node.isNull()) {
                throw new InputError(name + ": is empty");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new InputError(name + ": " + fault(e));
        } catch (IOException e) {
            throw new InputError(name + ": " + e.getMessage());
        }
    }

    /**
     * Creates a parser for a document of rows.
     *
     * @param stream the text
     * @throws IOException when it cannot be read
     */
    public static YAMLParser parser(InputStream stream) throws IOException {
        return FACTORY.createParser(stream);
    }

    /**
     * Reads the current value of a parser, with every scalar as text. The Avro schema decides later which texts are
     * numbers: a version {@code 1.10} or a commit {@code 12345e6} is not one.
     *
     * @param parser a parser that stands at the first token of the value; afterwards it stands at the last
     * @throws IOException when the text is not YAML or contains an alias
     */
    public static JsonNode written(YAMLParser parser) throws IOException {
        if (parser.isCurrentAlias()) {
            throw new IOException("line " + parser.currentTokenLocation().getLineNr() + ": *" + parser.getText()
                    + ": aliases are not read; write the value itself");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    parser.nextToken();
                    object.set(key, written(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(written(parser));
                }
                yield array;
            }
            case VALUE_NULL -> JsonNodeFactory.instance.nullNode();
            default -> JsonNodeFactory.instance.textNode(parser.getText());
        };
    }

    /** Words a parser's error in one line, with the line number when it is known. */
    public static String fault(JsonProcessingException e) {
        String message = e.getOriginalMessage().lines().findFirst().orElse("not YAML");
        return e.getLocation() == null
                ? "not YAML: " + message
                : "line " + e.getLocation().getLineNr() + ": not YAML: " + message;
    }
}
