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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How to reach Kafka, and under which names. It is part of the job graph and therefore holds no secret: a password
 * stands in the properties as a reference to a config provider, such as {@code ${env:NAME}}, which the Kafka client
 * resolves in the process that opens it.
 *
 * @param bootstrap brokers, {@code host:port,…}
 * @param properties properties of every Kafka client, with references in place of secrets
 * @param topicPrefix stands before the name of every topic
 * @param groupPrefix stands before the name of every consumer group
 * @param transactionalIdPrefix stands before every transactional id
 */
public record KafkaSettings(
        String bootstrap,
        Map<String, String> properties,
        String topicPrefix,
        String groupPrefix,
        String transactionalIdPrefix)
        implements Serializable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaSettings.class);

    /** Prefixes may hold what a topic's name may. */
    private static final String NAME_PART = "[a-zA-Z0-9._-]{0,200}";

    /**
     * Checks that the properties hold no secret, and adds the config providers that they refer to.
     *
     * @throws IllegalArgumentException with one line that says what to mend
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
        properties = Map.copyOf(KafkaReferences.withProviders(properties));
        prefix(PipelineOptions.KAFKA_TOPIC_PREFIX, topicPrefix);
        prefix(PipelineOptions.KAFKA_GROUP_PREFIX, groupPrefix);
        prefix(PipelineOptions.KAFKA_TRANSACTIONAL_ID_PREFIX, transactionalIdPrefix);
    }

    /** Brokers that ask for nothing, and names without a prefix. */
    public static KafkaSettings plain(String bootstrap) {
        return new KafkaSettings(bootstrap, Map.of(), "", "", "");
    }

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException with one line that says what to mend
     */
    static KafkaSettings of(Configuration options) {
        Map<String, String> given = options.get(PipelineOptions.KAFKA_PROPERTIES);
        given.keySet().forEach(KafkaProperties::refuseOwn);
        String file = options.get(PipelineOptions.KAFKA_PROPERTIES_FILE);
        KafkaProperties base = file == null ? KafkaProperties.NONE : KafkaProperties.read(Path.of(file));
        if (base.secrets() && base.readByOthers()) {
            // Refused where people type it; here it would forbid what clusters mount by default.
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
     * Checks that every reference to a config provider gives something in this process.
     *
     * @throws IllegalArgumentException with one line that says what to mend
     */
    public void requireSecrets() {
        KafkaReferences.check(properties);
    }

    /** The options by which a job gets these settings. */
    public Map<String, String> options() {
        Map<String, String> options = new TreeMap<>();
        options.put(PipelineOptions.KAFKA_BOOTSTRAP.key(), bootstrap);
        options.put(PipelineOptions.KAFKA_TOPIC_PREFIX.key(), topicPrefix);
        options.put(PipelineOptions.KAFKA_GROUP_PREFIX.key(), groupPrefix);
        options.put(PipelineOptions.KAFKA_TRANSACTIONAL_ID_PREFIX.key(), transactionalIdPrefix);
        properties.forEach((key, value) -> options.put(PipelineOptions.KAFKA_PROPERTIES.key() + "." + key, value));
        return options;
    }

    /** The name on the brokers of a topic of the contract ({@link Topics}). */
    public String topic(String name) {
        return topicPrefix + name;
    }

    /** The name on the brokers of a consumer group. */
    public String group(String name) {
        return groupPrefix + name;
    }

    /** The name on the brokers of a transactional id. */
    public String transactionalId(String name) {
        return transactionalIdPrefix + name;
    }

    /** The properties of every client, with the brokers; a client's own come on top. */
    public Map<String, Object> client(Map<String, ?> own) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        all.putAll(own);
        return all;
    }

    /** The properties of every client, as Flink's connector takes them; they replace the defaults. */
    public Properties connector(Map<String, String> defaults) {
        Properties all = new Properties();
        all.putAll(defaults);
        all.putAll(properties);
        return all;
    }

    /** Names brokers and keys; values are left out. */
    @Override
    public String toString() {
        return bootstrap + " with " + properties.keySet().stream().sorted().toList() + ", topics " + topicPrefix
                + "*, groups " + groupPrefix + "*, transactional ids " + transactionalIdPrefix + "*";
    }
}
