package io.changelens.pipeline.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/** Handles references to Kafka's config providers, {@code ${provider:path:key}}, in the properties of clients. */
final class KafkaReferences {

    /** Provider name of the references made here. It differs from {@code file}, which a user may have configured. */
    private static final String PROPERTIES_FILE = "properties-file";

    private static final Map<String, Class<?>> SHIPPED = Map.of(
            "file",
            FileConfigProvider.class,
            "env",
            EnvVarConfigProvider.class,
            "directory",
            DirectoryConfigProvider.class,
            PROPERTIES_FILE,
            FileConfigProvider.class);

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}:]+):[^}]+}");

    private KafkaReferences() {}

    /** Returns a reference to a key of a properties file. */
    static String toFile(Path file, String key) {
        return "${" + PROPERTIES_FILE + ":" + file + ":" + key + "}";
    }

    /**
     * Adds the providers that are referred to but not configured.
     *
     * @throws IllegalArgumentException with one line, if a reference names a provider that Kafka does not ship
     */
    static Map<String, String> withProviders(Map<String, String> properties) {
        Set<String> providers = new LinkedHashSet<>();
        Arrays.stream(properties
                        .getOrDefault(AbstractConfig.CONFIG_PROVIDERS_CONFIG, "")
                        .split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .forEach(providers::add);
        Map<String, String> complete = new TreeMap<>(properties);
        properties.forEach((key, value) -> {
            Matcher reference = REFERENCE.matcher(value);
            while (reference.find()) {
                String name = reference.group(1);
                if (providers.contains(name)) {
                    continue;
                }
                if (!SHIPPED.containsKey(name)) {
                    throw new IllegalArgumentException("the Kafka property " + key + " refers to a config provider "
                            + name + " that config.providers does not name");
                }
                providers.add(name);
                complete.put(
                        AbstractConfig.CONFIG_PROVIDERS_CONFIG + "." + name + ".class",
                        SHIPPED.get(name).getName());
            }
        });
        if (!providers.isEmpty()) {
            complete.put(AbstractConfig.CONFIG_PROVIDERS_CONFIG, String.join(",", providers));
        }
        return complete;
    }

    /**
     * Checks that every reference can be resolved in this process. Kafka would use an unresolved reference as the
     * password.
     *
     * @throws IllegalArgumentException with one line
     */
    static void check(Map<String, String> properties) {
        Map<String, Object> resolved = new AbstractConfig(new ConfigDef(), properties, false).originals();
        properties.forEach((key, value) -> {
            Matcher reference = REFERENCE.matcher(value);
            while (reference.find()) {
                if (String.valueOf(resolved.get(key)).contains(reference.group())) {
                    throw new IllegalArgumentException("the Kafka property " + key + " refers to " + reference.group()
                            + ", which gives nothing here");
                }
            }
        });
    }
}
