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

/** YAML in which a key may not occur twice. */
public final class Yaml {
    private static final YAMLFactory FACTORY = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .loaderOptions(anySize())
            .build();

    private static final ObjectReader READER = new YAMLMapper(FACTORY).reader();

    private Yaml() {}

    /** Rows are read one by one, so a long file needs no more memory than a short one. */
    private static LoaderOptions anySize() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        return options;
    }

    /**
     * Reads a document.
     *
     * @param name how messages call the file
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

    /** Begins to read a document of rows. */
    public static YAMLParser parser(InputStream stream) throws IOException {
        return FACTORY.createParser(stream);
    }

    /**
     * Reads the value at which a parser stands, every scalar as it is written: the contract knows what is a number, and a
     * version 1.10 or a commit 12345e6 is none.
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

    /** What the parser says, in one line. */
    public static String fault(JsonProcessingException e) {
        String message = e.getOriginalMessage().lines().findFirst().orElse("not YAML");
        return e.getLocation() == null
                ? "not YAML: " + message
                : "line " + e.getLocation().getLineNr() + ": not YAML: " + message;
    }
}
