package io.changelens.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changelens.pipeline.SettingsFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {

    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required ";
    private static final Set<String> PUBLIC = Set.of("ssl.truststore.certificates", "ssl.keystore.certificate.chain");

    @TempDir
    private Path directory;

    /** Every key that a client of this Kafka version holds for a password: none is forgotten when Kafka gets a new one. */
    static Stream<String> passwords() {
        Set<String> keys = new TreeSet<>();
        for (ConfigDef definition :
                new ConfigDef[] {ConsumerConfig.configDef(), ProducerConfig.configDef(), AdminClientConfig.configDef()
                }) {
            definition.configKeys().values().stream()
                    .filter(key -> key.type == ConfigDef.Type.PASSWORD && !PUBLIC.contains(key.name))
                    .forEach(key -> keys.add(key.name));
        }
        return keys.stream();
    }

    @ParameterizedTest
    @MethodSource("passwords")
    void aSecretInPlainTextIsRefusedAndNotRepeated(String key) {
        assertThatThrownBy(() -> with(key, "hunter2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key)
                .hasMessageContaining("${env:NAME}")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> with(key, "${env:PART}hunter2")).isInstanceOf(IllegalArgumentException.class);
        assertThatCode(() -> with(key, "${env:ALL}")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "username=\"u\" password=\"hunter2\";",
                "username=\"u\" password='hunter2';",
                "username=\"u\" password=hunter2;",
                "username=\"u\" password = \"hun\\\"ter2\";",
                "username=\"u\" password=\"x${env:P}\";",
                "clientId=\"i\" clientSecret=\"hunter2\";",
                "somethingNew=\"hunter2\";",
                "username=\"${env:U}\" password=\"${env:P}\" hunter2"
            })
    void aLoginWithASecretInPlainTextIsRefused(String options) {
        assertThatThrownBy(() -> with("sasl.jaas.config", LOGIN + options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "username=\"u\" password=\"${env:P}\";",
                "username=u password='${file:/run/secrets/kafka.properties:password}' tokenauth=true;",
                "unsecuredLoginStringClaim_sub=\"u\";",
                "useKeyTab=true keyTab=\"/etc/u.keytab\" principal=\"u@REALM\";",
                ";"
            })
    void aLoginThatRefersToItsSecretIsTaken(String options) {
        assertThatCode(() -> with("sasl.jaas.config", LOGIN + options)).doesNotThrowAnyException();
    }

    @Test
    void secretsOfOthersAreRecognisedByTheirNames() {
        for (String key : Set.of("basic.auth.user.info", "vendor.api.key", "my.token", "vendor.secret")) {
            assertThatThrownBy(() -> with(key, "hunter2")).as(key).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> with("vendor.url", "https://user:hunter2@host/"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatCode(() -> with("sasl.oauthbearer.token.endpoint.url", "https://login.example/token"))
                .doesNotThrowAnyException();
    }

    @Test
    void providersThatAreReferredToAreAdded() {
        KafkaSettings kafka = with("ssl.key.password", "${env:P}");

        assertThat(kafka.properties())
                .containsEntry("config.providers", "env")
                .containsEntry(
                        "config.providers.env.class", "org.apache.kafka.common.config.provider.EnvVarConfigProvider");
        assertThatThrownBy(() -> with("ssl.key.password", "${vault:a:b}"))
                .hasMessageContaining("config provider vault");
    }

    @Test
    void aReferenceThatGivesNothingIsTold() {
        KafkaSettings kafka = with("ssl.key.password", "${env:CHANGELENS_NO_SUCH_VARIABLE}");

        assertThatThrownBy(kafka::requireSecrets)
                .hasMessage("the Kafka property ssl.key.password refers to ${env:CHANGELENS_NO_SUCH_VARIABLE}, which"
                        + " gives nothing here");
    }

    @Test
    void secretsOfAFileStayThereAndEveryClientFindsThem() throws Exception {
        Path file = directory.resolve("client.properties");
        Files.writeString(
                file,
                "bootstrap.servers=k:9093\nsecurity.protocol=SASL_SSL\nssl.key.password=hünter2\n" + "sasl.jaas.config="
                        + LOGIN + "username=\"u\" \\\n  password=\"hünter2\";\n");
        Configuration options = new Configuration();
        options.set(PipelineOptions.KAFKA_PROPERTIES_FILE, file.toString());

        KafkaSettings kafka = KafkaSettings.of(options);

        assertThat(kafka.bootstrap()).isEqualTo("k:9093");
        assertThat(kafka.properties().toString()).doesNotContain("hünter2");
        assertThat(kafka.toString()).doesNotContain(file.toString()).contains("ssl.key.password");
        kafka.requireSecrets();
        for (AbstractConfig client : new AbstractConfig[] {
            new AdminClientConfig(kafka.client(Map.of())),
            new ConsumerConfig(kafka.client(Map.of(
                    "key.deserializer", ByteArrayDeserializer.class,
                    "value.deserializer", ByteArrayDeserializer.class))),
            new ProducerConfig(kafka.client(Map.of(
                    "key.serializer", ByteArraySerializer.class,
                    "value.serializer", ByteArraySerializer.class)))
        }) {
            assertThat(client.getPassword("ssl.key.password")).isEqualTo(new Password("hünter2"));
            assertThat(client.getPassword("sasl.jaas.config").value()).endsWith("password=\"hünter2\";");
        }
        assertThat(KafkaSettings.of(Configuration.fromMap(kafka.options()))).isEqualTo(kafka);
    }

    @Test
    void whoMayReadTheFileIsKnown() throws Exception {
        Path file = Files.writeString(directory.resolve("p"), "ssl.key.password=x\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(KafkaProperties.read(file).readByOthers()).isTrue();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(KafkaProperties.read(file).readByOthers()).isFalse();
        assertThat(KafkaProperties.read(file).secrets()).isTrue();
    }

    @Test
    void aFileThatCannotBeReadIsTold() throws Exception {
        assertThatThrownBy(() -> KafkaProperties.read(directory.resolve("none")))
                .hasMessageStartingWith("there is no Kafka properties file ");
        Path broken = Files.write(directory.resolve("broken"), new byte[] {'a', '=', (byte) 0xff});
        assertThatThrownBy(() -> KafkaProperties.read(broken)).hasMessageContaining("expected readable lines");
        Path colon = Files.writeString(directory.resolve("a:b"), "a=b");
        assertThatThrownBy(() -> KafkaProperties.read(colon)).hasMessageContaining("no colon");
    }

    @Test
    void whatTheJobsSetThemselvesIsRefused() {
        Configuration options = SettingsFixture.options();
        options.setString("kafka.properties.group.id", "mine");

        assertThatThrownBy(() -> KafkaSettings.of(options))
                .hasMessage("the Kafka property group.id is set by Changelens; use --kafka.group-prefix");
    }

    @Test
    void prefixesOfGroupsAndTransactionsFollowTheTopics() {
        Configuration options = SettingsFixture.options();
        assertThat(KafkaSettings.of(options).topic("outcomes")).isEqualTo("outcomes");
        options.set(PipelineOptions.KAFKA_TOPIC_PREFIX, "school.");
        KafkaSettings kafka = KafkaSettings.of(options);
        assertThat(kafka.topic("outcomes")).isEqualTo("school.outcomes");
        assertThat(kafka.group("g")).isEqualTo("school.g");
        assertThat(kafka.transactionalId("t")).isEqualTo("school.t");
        options.set(PipelineOptions.KAFKA_GROUP_PREFIX, "team-");
        options.set(PipelineOptions.KAFKA_TRANSACTIONAL_ID_PREFIX, "");
        assertThat(KafkaSettings.of(options).group("g")).isEqualTo("team-g");
        assertThat(KafkaSettings.of(options).transactionalId("t")).isEqualTo("t");
        options.set(PipelineOptions.KAFKA_TOPIC_PREFIX, "a/b");
        assertThatThrownBy(() -> KafkaSettings.of(options)).hasMessageStartingWith("option --kafka.topic-prefix must");
    }

    private static KafkaSettings with(String key, String value) {
        return new KafkaSettings("k:9092", Map.of(key, value), "", "", "");
    }
}
