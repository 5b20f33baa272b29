package io.changelens.pipeline.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The content of a {@code client.properties} file. Each secret is replaced by a reference to its key in the file, so
 * the secret stays there, and every client reads it from the file when it is opened.
 *
 * @param bootstrap brokers, if the file names them
 * @param properties the other properties, with references in place of secrets
 * @param secrets whether the file contains secrets in plain text
 * @param readByOthers whether users other than the file's owner and group may read it
 */
public record KafkaProperties(
        Optional<String> bootstrap, Map<String, String> properties, boolean secrets, boolean readByOthers) {

    /** The properties without a file. */
    public static final KafkaProperties NONE = new KafkaProperties(Optional.empty(), Map.of(), false, false);

    /** Properties that the jobs set themselves, because their guarantees depend on the values. */
    private static final Map<String, String> OWN = Map.ofEntries(
            Map.entry(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "use --kafka.bootstrap"),
            Map.entry(ConsumerConfig.GROUP_ID_CONFIG, "use --kafka.group-prefix"),
            Map.entry(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "use --kafka.transactional-id-prefix"),
            Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, "leave it out"),
            Map.entry(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "leave it out"),
            Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "leave it out"),
            Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "leave it out"),
            Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "leave it out"),
            Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, "leave it out"),
            Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, "leave it out"),
            Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, "leave it out"),
            Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, "leave it out"),
            Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "leave it out"),
            Map.entry(ProducerConfig.ACKS_CONFIG, "leave it out"));

    /**
     * Reads a file.
     *
     * @param file the file, in UTF-8
     * @throws IllegalArgumentException with one line that says what to fix
     */
    public static KafkaProperties read(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        if (absolute.toString().matches(".*[:}\\s].*")) {
            throw new IllegalArgumentException("the path of the Kafka properties file " + absolute
                    + " must hold no colon, brace or blank, for config providers cannot name it");
        }
        Properties read = new Properties();
        // Kafka's FileConfigProvider reads UTF-8 too.
        try (Reader in = Files.newBufferedReader(absolute)) {
            read.load(in);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no Kafka properties file " + absolute, e);
        } catch (IOException | IllegalArgumentException e) {
            // The cause is left out, because it may quote a part of a line.
            throw new IllegalArgumentException("cannot read the Kafka properties file " + absolute
                    + ": expected readable lines key=value in UTF-8");
        }
        Optional<String> bootstrap =
                Optional.ofNullable((String) read.remove(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
        return of(absolute, bootstrap, read);
    }

    private static KafkaProperties of(Path file, Optional<String> bootstrap, Properties read) {
        Map<String, String> properties = new TreeMap<>();
        boolean secrets = false;
        for (String key : read.stringPropertyNames()) {
            refuseOwn(key);
            String value = read.getProperty(key);
            boolean secret = KafkaSecrets.isLiteral(key, value);
            // Kafka does not resolve references in the parameters of the providers.
            if (secret && key.startsWith("config.providers")) {
                throw new IllegalArgumentException("the Kafka property " + key
                        + " holds a secret; let the config provider read it from where the provider runs");
            }
            properties.put(key, secret ? KafkaReferences.toFile(file, key) : value);
            secrets |= secret;
        }
        return new KafkaProperties(bootstrap, Map.copyOf(properties), secrets, othersMayRead(file));
    }

    /**
     * Rejects a property that the jobs set themselves.
     *
     * @throws IllegalArgumentException with one line that says what to use instead
     */
    static void refuseOwn(String key) {
        String instead = OWN.get(key);
        if (instead != null) {
            throw new IllegalArgumentException("the Kafka property " + key + " is set by Changelens; " + instead);
        }
    }

    private static boolean othersMayRead(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            return permissions.contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // The file system has no such permissions.
        }
    }

    /** Returns the keys without their values. */
    @Override
    public String toString() {
        return "Kafka properties " + properties.keySet().stream().sorted().toList();
    }
}
