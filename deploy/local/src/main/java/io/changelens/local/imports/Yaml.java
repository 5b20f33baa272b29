package io.changelens.local.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.changelens.local.cli.UserError;
import java.io.IOException;
import java.io.InputStream;

/** YAML in which a key may not occur twice. */
final class Yaml {
    static final ObjectReader READER = new YAMLMapper(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .reader();

    private Yaml() {}

    /**
     * Reads a document.
     *
     * @param name how messages call the file
     * @throws UserError when it is not YAML, or empty
     */
    static JsonNode read(String name, InputStream stream) {
        try {
            JsonNode node = READER.readTree(stream);
            if (node == null || node.isMissingNode() || node.isNull()) {
                throw new UserError(name + ": is empty");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new UserError(name + ": " + fault(e));
        } catch (IOException e) {
            throw new UserError(name + ": " + e.getMessage());
        }
    }

    /** What the parser says, in one line. */
    static String fault(JsonProcessingException e) {
        String message = e.getOriginalMessage().lines().findFirst().orElse("not YAML");
        return e.getLocation() == null
                ? "not YAML: " + message
                : "line " + e.getLocation().getLineNr() + ": not YAML: " + message;
    }
}
