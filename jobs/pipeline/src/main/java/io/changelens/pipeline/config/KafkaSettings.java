package io.changelens.pipeline.config;

import io.changelens.schemas.Topics;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings for the connection to Kafka, and prefixes for the names used there. They are part of the job graph, hence
 * contain no secret: passwords are references to a config provider, such as {@code ${env:NAME}}, which the Kafka client
 * resolves in the process that opens it.
 *
 * @param bootstrap brokers, {@code host:port,…}
 * @param properties properties of every Kafka client, with references in place of secrets
 * @param topicPrefix prefix of the names of all topics
 * @param groupPrefix prefix of the names of all consumer groups
 * @param transactionalIdPrefix prefix of all transactional ids
 */
public record KafkaSettings(
        String bootstrap,
        Map<String, String> properties,
        String topicPrefix,
        String groupPrefix,
        String transactionalIdPrefix)
        implements Serializable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaSettings.class);

    /** Prefixes may contain the characters that topic names may contain. */
    private static final String NAME_PART = "[a-zA-Z0-9._-]{0,200}";

    /**
     * Checks that the properties contain no secret, and adds the config providers that they refer to.
     *
     * @throws IllegalArgumentException with one line that says what to fix
     */
    public KafkaSettings {
        properties.forEach((key, value) -> {
            if (KafkaSecrets.isLiteral(key, value)) {
                throw new IllegalArgumentException("the Kafka property " + key + " holds a secret in plain text, which"
                        + " would stand in the job graph; write ${env:NAME} or ${file:/path/of.properties:key} in its"
                        + " place, or put the property into the file of --"
                        + PipelineOptions.KAFKA_PROPERTIES_FILE.key());
            }
        });
        RegistryProperties.check(properties);
        properties = Map.copyOf(KafkaReferences.withProviders(properties));
        prefix(PipelineOptions.KAFKA_TOPIC_PREFIX, topicPrefix);
        prefix(PipelineOptions.KAFKA_GROUP_PREFIX, groupPrefix);
        prefix(PipelineOptions.KAFKA_TRANSACTIONAL_ID_PREFIX, transactionalIdPrefix);
    }

    /** Returns the settings for brokers without TLS and login, and for names without prefixes. */
    public static KafkaSettings plain(String bootstrap) {
        return new KafkaSettings(bootstrap, Map.of(), "", "", "");
    }

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException with one line that says what to fix
     */
    static KafkaSettings of(Configuration options) {
        Map<String, String> given = options.get(PipelineOptions.KAFKA_PROPERTIES);
        given.keySet().forEach(KafkaProperties::refuseOwn);
        String file = options.get(PipelineOptions.KAFKA_PROPERTIES_FILE);
        KafkaProperties base = file == null ? KafkaProperties.NONE : KafkaProperties.read(Path.of(file));
        if (base.secrets() && base.readByOthers()) {
            // The command line refuses such files; jobs must not, because clusters mount secrets like this by default.
            LOG.warn("others may read the Kafka properties file {}, which holds secrets", file);
        }
        Map<String, String> properties = new TreeMap<>(base.properties());
        properties.putAll(given);
        String bootstrap = options.getOptional(PipelineOptions.KAFKA_BOOTSTRAP)
                .or(base::bootstrap)
                .filter(brokers -> !brokers.isBlank())
                .orElseThrow(() -> new IllegalArgumentException(
                        "missing option --" + PipelineOptions.KAFKA_BOOTSTRAP.key() + "."));
        String prefix = options.get(PipelineOptions.KAFKA_TOPIC_PREFIX);
        return new KafkaSettings(
                bootstrap,
                properties,
                prefix,
                options.getOptional(PipelineOptions.KAFKA_GROUP_PREFIX).orElse(prefix),
                options.getOptional(PipelineOptions.KAFKA_TRANSACTIONAL_ID_PREFIX)
                        .orElse(prefix));
    }

    private static void prefix(ConfigOption<String> option, String value) {
        if (!value.matches(NAME_PART)) {
            throw new IllegalArgumentException("option --" + option.key()
                    + " must be at most 200 letters, digits, dots, underscores and dashes, but is " + value);
        }
    }

    /**
     * Checks that every reference to a config provider can be resolved in this process.
     *
     * @throws IllegalArgumentException with one line that says what to fix
     */
    public void requireSecrets() {
        KafkaReferences.check(properties);
    }

    /** Returns the options that give a job these settings, by key. */
    public Map<String, String> options() {
        Map<String, String> options = new TreeMap<>();
        options.put(PipelineOptions.KAFKA_BOOTSTRAP.key(), bootstrap);
        options.put(PipelineOptions.KAFKA_TOPIC_PREFIX.key(), topicPrefix);
        options.put(PipelineOptions.KAFKA_GROUP_PREFIX.key(), groupPrefix);
        options.put(PipelineOptions.KAFKA_TRANSACTIONAL_ID_PREFIX.key(), transactionalIdPrefix);
        properties.forEach((key, value) -> options.put(PipelineOptions.KAFKA_PROPERTIES.key() + "." + key, value));
        return options;
    }

    /** Returns the same settings for topics that have the names that they are given, without a prefix. */
    public KafkaSettings withoutTopicPrefix() {
        return new KafkaSettings(bootstrap, properties, "", groupPrefix, transactionalIdPrefix);
    }

    /** Returns the name on the brokers of a topic from {@link Topics}. */
    public String topic(String name) {
        return topicPrefix + name;
    }

    /** Returns the name on the brokers of a consumer group. */
    public String group(String name) {
        return groupPrefix + name;
    }

    /** Returns a transactional id as used on the brokers. */
    public String transactionalId(String name) {
        return transactionalIdPrefix + name;
    }

    /**
     * Returns the properties of a client.
     *
     * @param own properties of this client, which take precedence
     */
    public Map<String, Object> client(Map<String, ?> own) {
        Map<String, Object> all = new HashMap<>(RegistryProperties.without(properties));
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        all.putAll(own);
        return all;
    }

    /**
     * Returns the properties for a connector of Flink, without the brokers.
     *
     * @param defaults default values, over which the properties of these settings take precedence
     */
    public Properties connector(Map<String, String> defaults) {
        Properties all = new Properties();
        all.putAll(defaults);
        all.putAll(RegistryProperties.without(properties));
        return all;
    }

    /**
     * Returns the properties with the secrets that references stand for, as they are known in this process. They must not
     * leave it.
     */
    public Map<String, String> resolved() {
        Map<String, String> resolved = new TreeMap<>();
        new AbstractConfig(new ConfigDef(), properties, false)
                .originals()
                .forEach((key, value) -> resolved.put(key, String.valueOf(value)));
        return resolved;
    }

    /** Returns the brokers, the keys without their values, and the prefixes. */
    @Override
    public String toString() {
        return bootstrap + " with " + properties.keySet().stream().sorted().toList() + ", topics " + topicPrefix
                + "*, groups " + groupPrefix + "*, transactional ids " + transactionalIdPrefix + "*";
    }
}
