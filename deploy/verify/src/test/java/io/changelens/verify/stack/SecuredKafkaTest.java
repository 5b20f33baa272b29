package io.changelens.verify.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changelens.cli.ImportCommand;
import io.changelens.cli.KafkaOptions;
import io.changelens.local.UserError;
import io.changelens.local.kafka.DefaultCatalog;
import io.changelens.local.kafka.KafkaTopics;
import io.changelens.pipeline.DeliveryJob;
import io.changelens.pipeline.EffectsJob;
import io.changelens.pipeline.OutcomesJob;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.pipeline.config.PipelineOptions;
import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.source.KafkaAccess;
import io.changelens.pipeline.source.KnownCatalogs;
import io.changelens.schemas.Topic;
import io.changelens.schemas.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Each way to log in, and what is said when Kafka refuses, on a real broker with TLS, logins and ACLs. */
class SecuredKafkaTest {

    private static SecuredBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = SecuredBroker.get();
    }

    @Test
    void eachMechanismCreatesTopicsWithItsPrefix() throws Exception {
        broker.allow(SecuredBroker.TEAM, ResourceType.TOPIC, "plain.", AclOperation.ALL);
        broker.allow(SecuredBroker.PIPELINE, ResourceType.TOPIC, "scram.", AclOperation.ALL);
        List<KafkaSettings> ways = List.of(
                options(
                        broker.login(),
                        broker.scram(SecuredBroker.PIPELINE, SecuredBroker.PIPELINE_PASSWORD),
                        "scram."),
                options(broker.login(), broker.plain(SecuredBroker.TEAM, SecuredBroker.TEAM_PASSWORD), "plain."),
                options(broker.login(), broker.bearer("bearer"), "bearer."),
                options(broker.mutual(), broker.certificate("client"), "mutual."));
        for (KafkaSettings way : ways) {
            KafkaTopics.createMissing(way, Topic.all());
            DefaultCatalog.publishIfNone(way);
            assertThat(KnownCatalogs.await(settings(way))).as(way.topicPrefix()).hasSize(1);
        }
        try (Admin admin = broker.admin()) {
            assertThat(admin.listTopics().names().get())
                    .containsAll(ways.stream()
                            .flatMap(way -> Topic.all().stream().map(topic -> way.topic(topic.name())))
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void aWrongPasswordIsOneLineForEveryTool() throws Exception {
        Path file = broker.scram(SecuredBroker.PIPELINE, "wrong-5ea1");
        refused(
                options(broker.login(), file, ""),
                "Kafka at " + broker.login() + " refused the login: Authentication failed during authentication due to"
                        + " invalid credentials with SASL mechanism SCRAM-SHA-512; check sasl.mechanism, and user and"
                        + " password in sasl.jaas.config");
        assertThat(importFails("--kafka", broker.login(), "--kafka-properties", file.toString()))
                .startsWith("Kafka at " + broker.login() + " refused the login: ")
                .doesNotContain("wrong-5ea1");
    }

    @Test
    void anUnknownUserIsOneLine() throws Exception {
        refused(options(broker.login(), broker.plain("nobody", "x"), ""), "refused the login: Authentication failed");
    }

    @Test
    void aForeignAuthorityIsOneLine() throws Exception {
        refused(
                options(broker.login(), broker.wrongAuthority(), ""),
                "the TLS handshake with Kafka at " + broker.login() + " failed: ",
                "ssl.truststore.* holds the CA of the brokers");
    }

    @Test
    void aMissingOrForeignClientCertificateIsOneLine() throws Exception {
        refused(
                options(broker.mutual(), broker.certificate("stranger"), ""),
                "the TLS handshake with Kafka at " + broker.mutual() + " failed: ",
                "ssl.keystore.*");
    }

    @Test
    void aMechanismThatTheBrokerLacksIsOneLine() throws Exception {
        Path file = broker.plain(SecuredBroker.TEAM, SecuredBroker.TEAM_PASSWORD);
        Files.writeString(file, Files.readString(file).replace("mechanism=PLAIN", "mechanism=SCRAM-SHA-256"));
        refused(options(broker.login(), file, ""), "check sasl.mechanism");
    }

    @Test
    void aBrokenLoginIsOneLineWithoutThePassword() throws Exception {
        Path file = broker.plain("x", "y");
        Files.writeString(
                file,
                "security.protocol=SASL_SSL\nsasl.mechanism=PLAIN\nsasl.jaas.config=Some.Module password=se=cret\n");
        refused(options(broker.login(), file, ""), "the Kafka property sasl.jaas.config cannot be read");
    }

    @Test
    void whoMayNotSeeATopicIsTold() throws Exception {
        KafkaSettings team =
                options(broker.login(), broker.plain(SecuredBroker.TEAM, SecuredBroker.TEAM_PASSWORD), "denied.");
        KafkaTopics.createMissing(
                new KafkaSettings(broker.inside().bootstrap(), Map.of(), "denied.", "", ""), Topic.all());

        assertThatThrownBy(() -> KafkaTopics.createMissing(team, Topic.all()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("refused access to topics denied.");
        assertThatThrownBy(() -> KnownCatalogs.await(settings(team)))
                .hasMessageContaining("refused access to topics denied.value-streams");
        assertThat(importFails(
                        "--kafka",
                        broker.login(),
                        "--kafka-properties",
                        broker.plain(SecuredBroker.TEAM, SecuredBroker.TEAM_PASSWORD)
                                .toString(),
                        "--topic-prefix",
                        "denied."))
                .contains("refused access to topics denied.deployments");
    }

    @Test
    void whatAJobNeedsIsNamedRightByRight() throws Exception {
        KafkaSettings team =
                options(broker.login(), broker.plain(SecuredBroker.TEAM, SecuredBroker.TEAM_PASSWORD), "partly.");
        KafkaTopics.createMissing(
                new KafkaSettings(broker.inside().bootstrap(), Map.of(), "partly.", "", ""), Topic.all());
        broker.allow(SecuredBroker.TEAM, ResourceType.TOPIC, "partly.", AclOperation.READ);

        assertThatThrownBy(() -> OutcomesJob.ACCESS.require(team))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Kafka at " + broker.login() + " does not grant the user what the job outcomes needs: WRITE"
                        + " topic partly.change-alerts, WRITE topic partly.late-events, WRITE topic partly.outcomes, WRITE topic"
                        + " partly.rejected-records, READ group partly.changelens-outcomes, WRITE transactional ids"
                        + " partly.changelens-outcomes-*; add these ACLs");

        broker.allow(SecuredBroker.TEAM, ResourceType.TOPIC, "partly.", AclOperation.WRITE);
        broker.allow(SecuredBroker.TEAM, ResourceType.GROUP, "partly.", AclOperation.READ);
        broker.allow(SecuredBroker.TEAM, ResourceType.TRANSACTIONAL_ID, "partly.", AclOperation.WRITE);
        for (KafkaAccess job : List.of(OutcomesJob.ACCESS, DeliveryJob.ACCESS, EffectsJob.ACCESS)) {
            assertThatCode(() -> job.require(team)).as(job.job()).doesNotThrowAnyException();
        }
    }

    @Test
    void withoutPropertiesOneIsAskedForThem() throws Exception {
        assertThat(importFails("--kafka", broker.login()))
                .isEqualTo("no Kafka broker answers at " + broker.login()
                        + " without TLS and login; if it asks for them, say how with --kafka-properties FILE");
    }

    @Test
    void aFileThatOthersMayReadIsRefused() throws Exception {
        Path file = broker.plain("x", "y");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> options(broker.login(), file, ""))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith("; chmod 600 " + file);
    }

    /** The same line from what creates topics, and from what a job does first. */
    private static void refused(KafkaSettings kafka, String... parts) {
        assertThatThrownBy(() -> KafkaTopics.createMissing(kafka, List.of(Topic.table(Topics.VALUE_STREAMS))))
                .isInstanceOf(UserError.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts).doesNotContain("\n", "cret"));
        assertThatThrownBy(() -> KnownCatalogs.await(settings(kafka)))
                .isInstanceOf(IllegalStateException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts).doesNotContain("\n", "cret"));
    }

    private static Settings settings(KafkaSettings kafka) {
        Configuration options = Configuration.fromMap(kafka.options());
        options.set(PipelineOptions.CLICKHOUSE_URL, "jdbc:clickhouse:http://127.0.0.1:1/changelens");
        return Settings.of(options, "");
    }

    private static KafkaSettings options(String brokers, Path file, String prefix) {
        KafkaOptions options = new KafkaOptions();
        new CommandLine(options)
                .parseArgs("--kafka", brokers, "--kafka-properties", file.toString(), "--topic-prefix", prefix);
        return options.over(Optional::empty).orElseThrow();
    }

    private static String importFails(String... more) throws Exception {
        Path file = Files.writeString(
                StackFixture.scratch("import").resolve("d.csv"),
                "eventId,changeId,phase,occurredAt,service\nd,c,SUCCEEDED,2024-03-01T10:00:00Z,web\n");
        List<String> arguments = new ArrayList<>(List.of("deployments", file.toString()));
        arguments.addAll(List.of(more));
        String[] failure = new String[1];
        int exit = new CommandLine(new ImportCommand(
                        new OtherStack(Optional::empty), StackFixture.silent(), StackFixture.silent()))
                .setExecutionExceptionHandler((e, commandLine, result) -> {
                    failure[0] = e.getMessage();
                    return e instanceof UserError ? 1 : 3;
                })
                .execute(arguments.toArray(String[]::new));
        StackFixture.delete(file.getParent());
        assertThat(exit).isEqualTo(1);
        return failure[0];
    }
}
