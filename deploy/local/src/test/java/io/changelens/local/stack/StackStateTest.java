package io.changelens.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.core.delivery.ProductionEnvironments;
import io.changelens.local.Endpoints;
import io.changelens.pipeline.config.KafkaSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackStateTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Endpoints ENDPOINTS = new Endpoints(
            new KafkaSettings(
                    "127.0.0.1:9092",
                    Map.of("security.protocol", "SASL_SSL", "ssl.key.password", "${file:/secrets:key}"),
                    "school.",
                    "team.",
                    ""),
            URI.create("http://127.0.0.1:8123"),
            9000,
            URI.create("http://127.0.0.1:8081"),
            URI.create("http://127.0.0.1:8080/"),
            Path.of("/somewhere"));

    private static final ProductionEnvironments PRODUCTION = new ProductionEnvironments(List.of("blue", "green-*"));

    @TempDir
    private Path directory;

    private Path file;
    private StackState own;

    @BeforeEach
    void prepare() {
        file = StackState.file(directory);
        own = StackState.ofThisProcess(ENDPOINTS, PRODUCTION);
    }

    @Test
    void aRunningStackIsFound() throws Exception {
        own.write(file);

        assertThat(StackState.running(file)).map(StackState::endpoints).contains(ENDPOINTS);
        assertThat(StackState.running(file))
                .map(StackState::productionEnvironments)
                .contains(PRODUCTION);
    }

    @Test
    void aFileThatDoesNotNameProductionMeansTheDefault() throws Exception {
        own.write(file);
        ObjectNode older = (ObjectNode) JSON.readTree(file.toFile());
        older.remove("production");
        JSON.writeValue(file.toFile(), older);

        assertThat(StackState.running(file))
                .map(StackState::productionEnvironments)
                .contains(ProductionEnvironments.DEFAULT);
    }

    @Test
    void theFileOfADeadProcessIsIgnored() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        startedAs(dead.pid(), own.startedAt()).write(file);

        assertThat(StackState.running(file)).isEmpty();
    }

    @Test
    void aReusedProcessIdIsNotTheStack() throws Exception {
        startedAs(own.pid(), own.startedAt() - 60_000).write(file);

        assertThat(StackState.running(file)).isEmpty();
    }

    @Test
    void aBrokenFileIsNoStack() throws Exception {
        Files.writeString(file, "{\"pid\":");

        assertThat(StackState.running(file)).isEmpty();
    }

    @Test
    void onlyItsOwnerRemovesTheFile() throws Exception {
        startedAs(1, own.startedAt()).write(file);
        StackState.remove(file);
        assertThat(file).exists();

        own.write(file);
        StackState.remove(file);
        assertThat(file).doesNotExist();
    }

    private StackState startedAs(long pid, long startedAt) {
        return new StackState(
                pid,
                startedAt,
                own.kafkaBootstrap(),
                own.kafkaProperties(),
                own.kafkaTopicPrefix(),
                own.kafkaGroupPrefix(),
                own.clickHouse(),
                own.clickHouseNativePort(),
                own.flink(),
                own.dashboard(),
                own.dataDir(),
                own.production());
    }
}
