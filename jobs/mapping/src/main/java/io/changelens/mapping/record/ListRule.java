package io.changelens.mapping.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes a list of a value.
 *
 * @param separator separates the elements of a text; empty when a text is one element
 * @param from number of elements to leave out at the start
 */
public record ListRule(Optional<String> separator, int from) {
    /** Splits a text, strips each element and drops blank ones. */
    public static List<String> split(String text, String separator) {
        List<String> elements = new ArrayList<>();
        for (String element : text.split(Pattern.quote(separator), -1)) {
            if (!element.isBlank()) {
                elements.add(element.strip());
            }
        }
        return elements;
    }

    /**
     * Returns the list: the elements of an array, of a split text, or the value alone, from the first kept element on.
     */
    public JsonNode apply(JsonNode value) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        if (value.isArray()) {
            value.forEach(all::add);
        } else if (separator.isPresent() && value.isTextual()) {
            split(value.textValue(), separator.get()).forEach(all::add);
        } else {
            all.add(value);
        }
        ArrayNode kept = JsonNodeFactory.instance.arrayNode();
        for (int i = from; i < all.size(); i++) {
            kept.add(all.get(i));
        }
        return kept;
    }
}
