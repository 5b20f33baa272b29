package io.changelens.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changelens.pipeline.SettingsFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final Map<String, String> ENVIRONMENT = Map.of(JobArguments.PASSWORD_VARIABLE, "s3cret");

    @Test
    void whatIsNotSaidHasADefault() {
        Settings settings = Settings.of(SettingsFixture.options(), "s3cret");

        assertThat(settings.lateness()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.effects().horizons())
                .containsExactly(
                        Duration.ofMinutes(15),
                        Duration.ofHours(1),
                        Duration.ofHours(6),
                        Duration.ofDays(1),
                        Duration.ofDays(7));
        assertThat(settings.effects().history()).isEqualTo(Duration.ofDays(45));
        assertThat(settings.effects().settle()).isZero();
        assertThat(settings.effects().revisable()).isEqualTo(Duration.ofDays(1));
        assertThat(settings.clickHouse().user()).isEqualTo("writer");
        assertThat(settings.toString()).doesNotContain("s3cret");
    }

    @Test
    void aWrongOptionIsToldInOneLine() {
        Configuration options = SettingsFixture.options();
        options.set(PipelineOptions.BATCH_ROWS, 0);
        assertThatThrownBy(() -> Settings.of(options, ""))
                .hasMessage("option --sink.batch-rows must be at least 1, but is 0");
        assertThatThrownBy(() -> Settings.of(new Configuration(), ""))
                .hasMessageStartingWith("missing option --kafka.bootstrap");
    }

    @Test
    void topicsOfDocumentsHaveAPreset() {
        Configuration options = SettingsFixture.options();
        assertThat(Settings.of(options, "").intake()).isEqualTo(new IntakeSettings(Map.of(), null, null, false));
        options.set(PipelineOptions.KAFKA_TOPIC_PREFIX, "school.");
        options.addAll(Configuration.fromMap(Map.of("intake.topics", "cdevents:prod.events; github:hooks")));
        IntakeSettings intake = Settings.of(options, "").intake();
        assertThat(List.copyOf(intake.topics().entrySet()))
                .containsExactly(Map.entry("prod.events", "cdevents"), Map.entry("hooks", "github"));
    }

    @Test
    void topicsThatCannotBeReadAsDocumentsAreTold() {
        Map<String, String> faults = Map.of(
                "hooks", "must be preset:topic, separated by semicolons: hooks",
                "github:", "must be preset:topic, separated by semicolons: github:",
                "github:a b", "must be preset:topic, separated by semicolons: github:a b",
                "github:deployments", "must not name a topic of Changelens: github:deployments",
                "github:school.intake", "must not name a topic of Changelens: github:school.intake",
                "github:a;gitlab:a", "names a topic twice: gitlab:a");
        faults.forEach((given, fault) -> {
            Configuration options = SettingsFixture.options();
            options.addAll(Configuration.fromMap(Map.of("intake.topics", given, "kafka.topic-prefix", "school.")));
            assertThatThrownBy(() -> Settings.of(options, "")).hasMessage("option --intake.topics " + fault);
        });
    }

    @Test
    void horizonsAreSortedAndOfWholeMinutes() {
        Configuration options = Configuration.fromMap(java.util.Map.of("effects.horizons", "1 h; 15 min; 1 h"));
        options.addAll(SettingsFixture.options());
        assertThat(Settings.of(options, "").effects().horizons())
                .containsExactly(Duration.ofMinutes(15), Duration.ofHours(1));
        options.set(PipelineOptions.HORIZONS, java.util.List.of(Duration.ofSeconds(90)));
        assertThatThrownBy(() -> Settings.of(options, ""))
                .hasMessage("option --effects.horizons must be whole minutes, at least 1, but is [PT1M30S]");
    }

    @Test
    void theCommandLineNamesOptionsByTheirKeys() {
        String[] args = {
            "--kafka.bootstrap",
            "k:9092",
            "--clickhouse.url",
            "jdbc:clickhouse:http://c:8123/d",
            "--outcomes.lateness",
            "2 h",
            "--kafka.properties.security.protocol",
            "SASL_SSL",
            "--kafka.properties.ssl.key.password",
            "${env:KEY_PASSWORD}"
        };
        Settings settings = JobArguments.parse(args, ENVIRONMENT);

        assertThat(settings.kafka().bootstrap()).isEqualTo("k:9092");
        assertThat(settings.kafka().properties())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("ssl.key.password", "${env:KEY_PASSWORD}");
        assertThat(settings.lateness()).isEqualTo(Duration.ofHours(2));
        assertThat(settings.clickHouse().password()).isEqualTo("s3cret");
    }

    @Test
    void anUnknownOptionAndAMissingPasswordAreTold() {
        assertThatThrownBy(() -> JobArguments.parse(new String[] {"--kafka", "k"}, ENVIRONMENT))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessage("unknown option --kafka");
        assertThatThrownBy(() -> JobArguments.parse(new String[0], Map.of()))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessageContaining(JobArguments.PASSWORD_VARIABLE);
        assertThatThrownBy(() -> JobArguments.parse(new String[] {"--outcomes.lateness", "soon"}, ENVIRONMENT))
                .isInstanceOf(ProgramParametrizationException.class);
    }
}
