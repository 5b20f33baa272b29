package io.changelens.mapping.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.mapping.row.InputError;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A section of a mapping file. Its keys are checked against the known ones, so a misspelled key is an error that names
 * its place.
 */
public final class YamlSection {
    private final String place;
    private final ObjectNode node;

    private YamlSection(String place, ObjectNode node) {
        this.place = place;
        this.node = node;
    }

    /**
     * Creates a section.
     *
     * @param place file and path of the section, for messages
     * @param node the section
     * @throws InputError when it is not an object of keys and values
     */
    public static YamlSection of(String place, JsonNode node) {
        if (node instanceof ObjectNode object) {
            return new YamlSection(place, object);
        }
        throw new InputError(place + ": expected keys and values, found " + shown(node));
    }

    /** Creates a section without keys. */
    static YamlSection empty(String place) {
        return new YamlSection(place, JsonNodeFactory.instance.objectNode());
    }

    /**
     * Rejects unknown keys.
     *
     * @return this section
     * @throws InputError when a key is not among the known ones
     */
    public YamlSection only(Set<String> known) {
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                throw error("unknown key \"" + key + "\" (known: "
                        + String.join(", ", known.stream().sorted().toList()) + ")");
            }
        });
        return this;
    }

    /** Creates an error whose message starts with the place of this section. */
    public InputError error(String message) {
        return new InputError(place + ": " + message);
    }

    /** Returns file and path of this section, for messages. */
    public String place() {
        return place;
    }

    /** Returns whether a key is present and not null. */
    public boolean has(String key) {
        return node.hasNonNull(key);
    }

    /** Returns all keys, in the order of the file, as a list that the caller may change. */
    public List<String> keys() {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** Returns the value of a key; empty when it is absent or null. */
    public Optional<JsonNode> value(String key) {
        return Optional.ofNullable(node.get(key)).filter(value -> !value.isNull());
    }

    /**
     * Returns the value of a key as text; empty when it is absent.
     *
     * @throws InputError when it is a list or an object
     */
    public Optional<String> text(String key) {
        return value(key).map(value -> {
            if (!value.isValueNode()) {
                throw at(key).error("expected one value, found " + shown(value));
            }
            return value.asText();
        });
    }

    /**
     * Returns the value of a key that is true or false; false when it is absent.
     *
     * @throws InputError when it is anything else
     */
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

    /**
     * Parses a text, and reports failures by one of two exceptions.
     *
     * @param <T> the type of the value
     */
    public interface Parser<T> {
        /**
         * Parses a text.
         *
         * @throws DateTimeException when it is not a time of the expected form
         * @throws NumberFormatException when it is not a number of the expected form
         */
        T parse(String text);
    }

    /**
     * Returns the value of a key, read by a parser.
     *
     * @param key the key
     * @param parser reads the text
     * @param expected what the value should be, for messages
     * @param <T> the type of the value
     * @throws InputError when the parser rejects it
     */
    public <T> T parsed(String key, Parser<T> parser, String expected) {
        String text = text(key).orElse("");
        try {
            return parser.parse(text);
        } catch (DateTimeException | NumberFormatException e) {
            throw error("\"" + key + "\": expected " + expected + ", found \"" + text + "\"");
        }
    }

    /**
     * Returns the elements of a key's list; none when it is absent.
     *
     * @throws InputError when it is not a list
     */
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

    /**
     * Returns the section under a key; empty when it is absent.
     *
     * @throws InputError when it is not an object of keys and values
     */
    public Optional<YamlSection> section(String key) {
        return value(key).map(value -> of(place + "." + key, value));
    }

    /**
     * Returns the sections under a key that has one section or a list of them; none when it is absent.
     *
     * @throws InputError when one is not an object of keys and values
     */
    public List<YamlSection> sections(String key) {
        Optional<JsonNode> value = value(key);
        if (value.isEmpty() || !value.get().isArray()) {
            return section(key).stream().toList();
        }
        List<YamlSection> sections = new ArrayList<>();
        value.get().forEach(element -> sections.add(of(place + "." + key + "[" + sections.size() + "]", element)));
        return sections;
    }

    /** Returns the texts under a key that has one or a list of them; none when it is absent. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        value(key).ifPresent(value -> {
            if (value.isArray()) {
                value.forEach(element -> texts.add(element.asText()));
            } else {
                texts.add(value.asText());
            }
        });
        return texts;
    }

    private YamlSection at(String key) {
        return new YamlSection(place + "." + key, node);
    }

    private static String shown(JsonNode node) {
        String text = node.toString();
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
