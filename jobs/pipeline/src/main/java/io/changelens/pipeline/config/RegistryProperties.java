package io.changelens.pipeline.config;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Properties by which clients reach a schema registry, under the names that Confluent's serializers use, so that one
 * {@code client.properties} file serves both. Kafka's own clients do not know them.
 */
public final class RegistryProperties {

    /** Addresses of the registry, separated by commas. */
    public static final String URL = "schema.registry.url";

    private static final String ADDRESS = "https?://[^\\s,/?#]+(/[^\\s,?#]*)?";
    private static final String PREFIX = "schema.registry.";
    private static final String BASIC = "basic.auth.";
    private static final String BEARER = "bearer.auth.";

    private RegistryProperties() {}

    /** Whether a property is about the registry. */
    public static boolean isOne(String key) {
        return key.startsWith(PREFIX) || key.startsWith(BASIC) || key.startsWith(BEARER);
    }

    /**
     * Checks the addresses of the registry.
     *
     * @throws IllegalArgumentException with one line, if one of them is no URL
     */
    static void check(Map<String, String> properties) {
        String addresses = properties.get(URL);
        if (addresses != null
                && !addresses.contains("${")
                && !addresses.matches(ADDRESS + "(\\s*,\\s*" + ADDRESS + ")*")) {
            throw new IllegalArgumentException("the Kafka property " + URL + " must be http:// or https:// addresses,"
                    + " separated by commas, but is " + addresses);
        }
    }

    /** Leaves out the properties about the registry. */
    static Map<String, String> without(Map<String, String> properties) {
        return properties.entrySet().stream()
                .filter(property -> !isOne(property.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Returns the properties about the registry whose names begin so, without that beginning, and those of the same name
     * that begin with {@code schema.registry.} before it, which take precedence.
     */
    public static Map<String, String> of(Map<String, String> properties, String begin) {
        Map<String, String> found = new TreeMap<>();
        for (String prefix : new String[] {begin, PREFIX + begin}) {
            properties.forEach((key, value) -> {
                if (key.startsWith(prefix) && isOne(key)) {
                    found.put(key.substring(prefix.length()), value);
                }
            });
        }
        return found;
    }
}
