package io.changelens.pipeline.config;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/** Recognizes Kafka properties that contain a secret in plain text. Doubtful cases count as secrets. */
final class KafkaSecrets {

    /** Every key that Kafka defines, with whether its type is a password. */
    private static final Map<String, Boolean> KNOWN = Stream.of(
                    ConsumerConfig.configDef(), ProducerConfig.configDef(), AdminClientConfig.configDef())
            .flatMap(definition -> definition.configKeys().values().stream())
            .collect(Collectors.toUnmodifiableMap(
                    key -> key.name, key -> key.type == ConfigDef.Type.PASSWORD, Boolean::logicalOr));

    /** Keys of type password whose values are public certificates. */
    private static final Set<String> CERTIFICATES =
            Set.of(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG);

    /** Names under which third-party login modules, interceptors and providers expect secrets. */
    private static final Pattern SECRET_NAME = Pattern.compile(
            "passw|passphrase|secret|token|credential|private[._-]?key|(api|access)[._-]?key|user[._-]?info",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern REFERENCES_ONLY = Pattern.compile("\\s*(\\$\\{[^}]+:[^}]+}\\s*)*");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]+}");
    private static final Pattern PASSWORD_IN_URL = Pattern.compile("://[^/@\\s]*:[^/@\\s]+@");

    private static final String JAAS_VALUE = "(?:\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^'\\\\]|\\\\.)*+'|[^\\s;\"']++)";
    private static final Pattern JAAS_OPTION = Pattern.compile("\\s+([\\w.]+)\\s*=\\s*(" + JAAS_VALUE + ")");
    private static final Pattern JAAS = Pattern.compile(
            "(?:\\s*+[\\w.$]++\\s++(?:required|requisite|sufficient|optional)(?:\\s++[\\w.]++\\s*+=\\s*+" + JAAS_VALUE
                    + ")*+\\s*+;)++\\s*+",
            Pattern.CASE_INSENSITIVE);

    /** Options of login modules that identify the user but do not authenticate it. */
    private static final Pattern PUBLIC_JAAS_OPTION = Pattern.compile(
            "username|user|clientId|scope|principal|keyTab|serviceName|ticketCache|unsecuredLogin\\w+|extension_\\w+",
            Pattern.CASE_INSENSITIVE);

    private KafkaSecrets() {}

    /** Returns whether a property contains a secret itself, instead of a reference to a config provider. */
    static boolean isLiteral(String key, String value) {
        if (PASSWORD_IN_URL.matcher(REFERENCE.matcher(value).replaceAll("")).find()) {
            return true;
        }
        if (key.equals(SaslConfigs.SASL_JAAS_CONFIG)) {
            return isLiteralLogin(value);
        }
        return isSecret(key) && !REFERENCES_ONLY.matcher(value).matches();
    }

    /** Returns whether a key is for secrets. */
    private static boolean isSecret(String key) {
        Boolean password = KNOWN.get(key);
        if (password != null) {
            return password && !CERTIFICATES.contains(key);
        }
        // The paths that a config provider may read are not secret.
        return SECRET_NAME.matcher(key).find() && !key.endsWith(".class") && !key.endsWith(".allowed.paths");
    }

    private static boolean isLiteralLogin(String value) {
        if (REFERENCES_ONLY.matcher(value).matches()) {
            return false;
        }
        if (!JAAS.matcher(value).matches()) {
            return true;
        }
        Matcher option = JAAS_OPTION.matcher(value);
        while (option.find()) {
            String literal = option.group(2).replaceAll("^[\"']|[\"']$", "");
            if (!PUBLIC_JAAS_OPTION.matcher(option.group(1)).matches()
                    && !literal.matches("(?i)true|false")
                    && !REFERENCES_ONLY.matcher(literal).matches()) {
                return true;
            }
        }
        return false;
    }
}
