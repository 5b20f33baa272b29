package io.changelens.pipeline.config;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/** Explains in one line what Kafka has refused and how to fix it. The line contains no secrets. */
public final class KafkaFailure {

    private KafkaFailure() {}

    /**
     * Explains a failure of login, rights or client properties.
     *
     * @param failure the failure, whose causes are searched too
     * @param kafka settings of the client
     * @return one line; empty for any other failure
     */
    public static Optional<String> explain(Throwable failure, KafkaSettings kafka) {
        return first(failure, cause -> refusal(cause, kafka)).or(() -> first(failure, cause -> settings(cause, kafka)));
    }

    private static Optional<String> first(Throwable failure, Function<Throwable, Optional<String>> line) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(line)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> refusal(Throwable cause, KafkaSettings kafka) {
        String at = "Kafka at " + kafka.bootstrap();
        if (cause instanceof UnsupportedSaslMechanismException || cause instanceof IllegalSaslStateException) {
            return Optional.of(
                    at + " does not log in this way: " + said(cause) + "; check sasl.mechanism and security.protocol");
        }
        if (cause instanceof SaslAuthenticationException) {
            return Optional.of(at + " refused the login: " + said(cause)
                    + "; check sasl.mechanism, and user and password in sasl.jaas.config");
        }
        if (cause instanceof SslAuthenticationException) {
            return Optional.of("the TLS handshake with " + at + " failed: " + said(root(cause))
                    + "; check security.protocol, that ssl.truststore.* holds the CA of the brokers, that their"
                    + " certificate names the host, and, where they ask for a client certificate, ssl.keystore.*");
        }
        if (cause instanceof TopicAuthorizationException refused) {
            return Optional.of(at + " refused access to topics " + sorted(refused.unauthorizedTopics())
                    + "; grant the user the rights that docs/operations.md lists for them, and have them created if they"
                    + " are not there");
        }
        if (cause instanceof GroupAuthorizationException refused) {
            return Optional.of(
                    at + " refused access to the consumer group " + refused.groupId() + "; grant the user READ on it");
        }
        if (cause instanceof TransactionalIdAuthorizationException) {
            return Optional.of(at + " refused the transactional ids " + kafka.transactionalId("changelens-outcomes")
                    + "-*; grant the user WRITE and DESCRIBE on them");
        }
        if (cause instanceof ClusterAuthorizationException) {
            return Optional.of(at + " refused an operation on the cluster: " + said(cause)
                    + "; grant the user CREATE on the topics, or have them created");
        }
        return Optional.empty();
    }

    private static Optional<String> settings(Throwable cause, KafkaSettings kafka) {
        String text = String.valueOf(cause.getMessage());
        if (text.contains("JAAS config") && cause instanceof IllegalArgumentException) {
            // The message of the parser is left out, because it may quote a part of the password.
            return Optional.of("the Kafka property sasl.jaas.config cannot be read; expected, in one line,"
                    + " CLASS required username=\"USER\" password=\"PASSWORD\";");
        }
        if (text.startsWith("Failed to load SSL keystore")) {
            return Optional.of(said(cause) + ": " + said(root(cause)) + "; check ssl.truststore.* and ssl.keystore.*");
        }
        if (cause instanceof ConfigException) {
            return Optional.of("Kafka's client does not take its properties: " + said(cause));
        }
        if (cause instanceof TimeoutException && !kafka.properties().containsKey("security.protocol")) {
            return Optional.of("no Kafka broker answers at " + kafka.bootstrap()
                    + " without TLS and login; if it asks for them, say how with --kafka-properties FILE");
        }
        return Optional.empty();
    }

    private static String sorted(Set<String> names) {
        return names.isEmpty()
                ? "that it does not name"
                : String.join(", ", names.stream().sorted().toList());
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String said(Throwable failure) {
        String text = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return text.replaceAll("\\s+", " ").strip().replaceAll("[.;]+$", "");
    }
}
