package io.changelens.mapping.rule;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.mapping.row.RowRejected;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * JSON as the maps, lists and values that JSONata works on, and back. Objects and arrays are views: nothing is copied.
 * A field that is null counts as absent.
 */
final class PlainJson {
    private static final int DIGEST_BYTES = 16;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private PlainJson() {}

    /** Returns JSON as JSONata takes it; null when it has no value. */
    static Object of(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> new Fields((ObjectNode) node);
            case ARRAY -> new Elements((ArrayNode) node);
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> node.numberValue();
            default -> null;
        };
    }

    /**
     * Returns a result of JSONata as JSON; a missing node when it is none.
     *
     * @throws RowRejected when the result is, or contains, a function
     */
    static JsonNode toNode(Object value) throws RowRejected {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value == null || value.equals(Jsonata.NULL_VALUE)) {
            return MissingNode.getInstance();
        }
        if (value instanceof Fields fields) {
            return fields.node;
        }
        if (value instanceof Elements elements) {
            return elements.node;
        }
        if (value instanceof String text) {
            return nodes.textNode(text);
        }
        if (value instanceof Boolean flag) {
            return nodes.booleanNode(flag);
        }
        if (value instanceof Number number) {
            return toNode(number);
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = nodes.objectNode();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                JsonNode made = toNode(entry.getValue());
                if (!made.isMissingNode()) {
                    object.set(String.valueOf(entry.getKey()), made);
                }
            }
            return object;
        }
        if (value instanceof List<?> list) {
            ArrayNode array = nodes.arrayNode();
            for (Object element : list) {
                JsonNode made = toNode(element);
                array.add(made.isMissingNode() ? nodes.nullNode() : made);
            }
            return array;
        }
        throw new RowRejected("the expression has no value but a function", "");
    }

    private static JsonNode toNode(Number number) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (number instanceof BigDecimal decimal) {
            return DecimalNode.valueOf(decimal);
        }
        if (number instanceof BigInteger integer) {
            return nodes.numberNode(integer);
        }
        return number instanceof Double || number instanceof Float
                ? nodes.numberNode(number.doubleValue())
                : nodes.numberNode(number.longValue());
    }

    /** Reads a text as JSON; null when there is none. */
    static Object parse(Object text) {
        if (text == null) {
            return null;
        }
        try {
            return of(JSON.readTree(text.toString()));
        } catch (JsonProcessingException e) {
            throw new JException("$parseJson: not JSON", -1);
        }
    }

    /** Returns 128 bits of the SHA-256 of a value, in hexadecimal. The order of an object's fields does not matter. */
    static Object digest(Object value) {
        try {
            byte[] text = JSON.writeValueAsBytes(sorted(value));
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
        } catch (JsonProcessingException e) {
            throw new JException("$digest: not JSON", -1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object sorted(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> fields = new TreeMap<>();
            map.forEach((key, field) -> fields.put(String.valueOf(key), sorted(field)));
            return fields;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(PlainJson::sorted).toList();
        }
        boolean scalar = value instanceof String || value instanceof Number || value instanceof Boolean;
        return scalar || value == null ? value : value.toString();
    }

    /** The fields of an object, without those that are null. */
    private static final class Fields extends AbstractMap<String, Object> {
        private final ObjectNode node;

        Fields(ObjectNode node) {
            this.node = node;
        }

        @Override
        public Object get(Object key) {
            JsonNode field = key instanceof String name ? node.get(name) : null;
            return field == null ? null : of(field);
        }

        @Override
        public boolean containsKey(Object key) {
            return get(key) != null;
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            Map<String, Object> fields = new LinkedHashMap<>();
            node.properties().forEach(field -> {
                if (!field.getValue().isNull()) {
                    fields.put(field.getKey(), of(field.getValue()));
                }
            });
            return fields.entrySet();
        }
    }

    /** The elements of an array. */
    private static final class Elements extends AbstractList<Object> {
        private final ArrayNode node;

        Elements(ArrayNode node) {
            this.node = node;
        }

        @Override
        public Object get(int index) {
            Object element = of(node.get(index));
            return element == null ? Jsonata.NULL_VALUE : element;
        }

        @Override
        public int size() {
            return node.size();
        }
    }
}
