package io.changelens.mapping.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.mapping.row.InputError;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A part of a mapping file, whose keys are known beforehand: a slip of the pen is an error that names its place. */
public final class YamlSection {
    private final String place;
    private final ObjectNode node;

    private YamlSection(String place, ObjectNode node) {
        this.place = place;
        this.node = node;
    }

    /**
     * Looks at a part of a file.
     *
     * @param place file and path, for messages
     * @throws InputError when it is no set of keys and values
     */
    public static YamlSection of(String place, JsonNode node) {
        if (node instanceof ObjectNode object) {
            return new YamlSection(place, object);
        }
        throw new InputError(place + ": expected keys and values, found " + shown(node));
    }

    /** Refuses keys that are not among the known ones. */
    public YamlSection only(Set<String> known) {
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                throw error("unknown key \"" + key + "\" (known: "
                        + String.join(", ", known.stream().sorted().toList()) + ")");
            }
        });
        return this;
    }

    /** An error at this place. */
    public InputError error(String message) {
        return new InputError(place + ": " + message);
    }

    public String place() {
        return place;
    }

    public boolean has(String key) {
        return node.hasNonNull(key);
    }

    public List<String> keys() {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** The value of a key as it is. */
    public Optional<JsonNode> value(String key) {
        return Optional.ofNullable(node.get(key)).filter(value -> !value.isNull());
    }

    /** The value of a key as a text. */
    public Optional<String> text(String key) {
        return value(key).map(value -> {
            if (!value.isValueNode()) {
                throw at(key).error("expected one value, found " + shown(value));
            }
            return value.asText();
        });
    }

    /** The value of a key that is true or false; false when absent. */
    public boolean flag(String key) {
        return value(key)
                .map(value -> {
                    if (!value.isBoolean()) {
                        throw at(key).error("expected true or false, found " + shown(value));
                    }
                    return value.booleanValue();
                })
                .orElse(false);
    }

    /** Reads a text; says so by one of two exceptions when it cannot. */
    public interface Parser<T> {
        /**
         * Reads it.
         *
         * @throws DateTimeException when it is no such time
         * @throws NumberFormatException when it is no such number
         */
        T parse(String text);
    }

    /**
     * The value of a key, read by a parser.
     *
     * @param expected what it should be, for messages
     */
    public <T> T parsed(String key, Parser<T> parser, String expected) {
        String text = text(key).orElse("");
        try {
            return parser.parse(text);
        } catch (DateTimeException | NumberFormatException e) {
            throw error("\"" + key + "\": expected " + expected + ", found \"" + text + "\"");
        }
    }

    /** The elements of a key's list; none when absent. */
    public List<JsonNode> list(String key) {
        return value(key)
                .map(value -> {
                    if (!value.isArray()) {
                        throw at(key).error("expected a list, found " + shown(value));
                    }
                    List<JsonNode> elements = new ArrayList<>();
                    value.forEach(elements::add);
                    return elements;
                })
                .orElse(List.of());
    }

    /** The keys and values under a key. */
    public Optional<YamlSection> section(String key) {
        return value(key).map(value -> of(place + "." + key, value));
    }

    private YamlSection at(String key) {
        return new YamlSection(place + "." + key, node);
    }

    private static String shown(JsonNode node) {
        String text = node.toString();
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
