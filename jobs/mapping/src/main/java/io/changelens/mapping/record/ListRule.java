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
 * @param separator parts the elements of a text
 * @param from how many elements to leave out at the beginning
 */
public record ListRule(Optional<String> separator, int from) {
    /** Parts a text, without blanks around the elements and without empty ones. */
    public static List<String> split(String text, String separator) {
        List<String> elements = new ArrayList<>();
        for (String element : text.split(Pattern.quote(separator), -1)) {
            if (!element.isBlank()) {
                elements.add(element.strip());
            }
        }
        return elements;
    }

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
