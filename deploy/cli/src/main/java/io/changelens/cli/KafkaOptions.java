package io.changelens.cli;

import io.changelens.local.UserError;
import io.changelens.pipeline.config.KafkaProperties;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.pipeline.config.RegistryProperties;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import picocli.CommandLine.Option;

/** Options of commands that can use an external Kafka. */
public final class KafkaOptions {

    /** System property with the addresses from which Kafka clients may fetch tokens. */
    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    private static final String BROKERS = "[^:\\s]+:\\d{1,5}(,[^:\\s]+:\\d{1,5})*";

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "Kafka to use: brokers to start from; without it, that of the stack.")
    private String brokers;

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            description = "How to log in there: an ordinary client.properties file, read by its owner alone.")
    private Path file;

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            description = "What stands before the names of topics there (default: nothing).")
    private String topicPrefix;

    @Option(
            names = "--group-prefix",
            paramLabel = "PREFIX",
            description = "What stands before the names of the jobs' consumer groups and transactional ids there"
                    + " (default: the prefix of topics).")
    private String groupPrefix;

    /**
     * The connection settings that these options describe.
     *
     * @param running connection settings of the stack's Kafka, which given options override; empty if there is none
     * @return empty if neither names brokers
     * @throws UserError if an option or the file is wrong
     */
    public Optional<KafkaSettings> over(Supplier<Optional<KafkaSettings>> running) {
        KafkaProperties properties = properties();
        Optional<String> named = Optional.ofNullable(brokers).or(properties::bootstrap);
        if (named.isEmpty()) {
            Optional<KafkaSettings> found = running.get();
            if (found.isEmpty() && ((file != null && !isOfRegistry()) || topicPrefix != null || groupPrefix != null)) {
                throw new UserError(
                        "--kafka-properties, --topic-prefix and --group-prefix need a Kafka: name its brokers"
                                + " with --kafka HOST:PORT, or as bootstrap.servers in the file");
            }
            return found.map(this::replaced).map(KafkaOptions::ready);
        }
        if (!named.get().matches(BROKERS)) {
            throw new UserError("--kafka " + named.get() + ": expected HOST:PORT");
        }
        return Optional.of(replaced(KafkaSettings.plain(named.get()))).map(KafkaOptions::ready);
    }

    /** Whether the file says nothing about brokers, only how to reach a schema registry. */
    private boolean isOfRegistry() {
        return properties().properties().keySet().stream().allMatch(RegistryProperties::isOne);
    }

    /** The properties in the file that are about a schema registry. */
    Map<String, String> registry() {
        return properties().properties().entrySet().stream()
                .filter(property -> RegistryProperties.isOne(property.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private KafkaSettings replaced(KafkaSettings base) {
        String topics = topicPrefix == null ? base.topicPrefix() : topicPrefix;
        String groups = groupPrefix != null ? groupPrefix : topicPrefix != null ? topicPrefix : base.groupPrefix();
        try {
            return new KafkaSettings(
                    base.bootstrap(),
                    file == null ? base.properties() : properties().properties(),
                    topics,
                    groups,
                    groups);
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    /** Checks that the secrets that the properties refer to exist, and allows the address of the token endpoint. */
    private static KafkaSettings ready(KafkaSettings kafka) {
        try {
            kafka.requireSecrets();
        } catch (IllegalArgumentException | KafkaException e) {
            throw new UserError(e.getMessage(), e);
        }
        String tokens = kafka.properties().get(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL);
        if (tokens != null && System.getProperty(ALLOWED_URLS) == null) {
            System.setProperty(ALLOWED_URLS, tokens);
        }
        return kafka;
    }

    private KafkaProperties properties() {
        if (file == null) {
            return KafkaProperties.NONE;
        }
        try {
            KafkaProperties read = KafkaProperties.read(file);
            if (read.secrets() && read.readByOthers()) {
                throw new UserError(
                        file + " holds secrets, and every user of this machine can read it; chmod 600 " + file);
            }
            return read;
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage(), e);
        }
    }
}
