package io.changelens.local.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.changelens.local.Endpoints;
import io.changelens.local.files.PrivateFiles;
import io.changelens.pipeline.config.KafkaSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The file by which other commands find a running stack. It holds no secrets.
 *
 * @param pid of the process that runs the stack
 * @param startedAt when that process started, epoch milliseconds: a process id alone may have been reused
 * @param kafkaBootstrap brokers, host:port
 * @param kafkaProperties properties of Kafka's clients; they refer to secrets and hold none
 * @param kafkaTopicPrefix what stands before the names of topics
 * @param kafkaGroupPrefix what stands before the names of consumer groups
 * @param clickHouse address of ClickHouse's HTTP interface
 * @param clickHouseNativePort port of ClickHouse's native protocol; 0 when unknown
 * @param flink address of Flink's web page
 * @param dashboard address of the dashboard
 * @param dataDir where the stack keeps its data
 */
public record StackState(
        long pid,
        long startedAt,
        String kafkaBootstrap,
        Map<String, String> kafkaProperties,
        String kafkaTopicPrefix,
        String kafkaGroupPrefix,
        String clickHouse,
        int clickHouseNativePort,
        String flink,
        String dashboard,
        String dataDir) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A file of an older version says nothing of Kafka but its brokers. */
    public StackState {
        kafkaProperties = kafkaProperties == null ? Map.of() : Map.copyOf(kafkaProperties);
        kafkaTopicPrefix = kafkaTopicPrefix == null ? "" : kafkaTopicPrefix;
        kafkaGroupPrefix = kafkaGroupPrefix == null ? "" : kafkaGroupPrefix;
    }

    /** The state of a stack that this process runs. */
    public static StackState ofThisProcess(Endpoints endpoints) {
        return new StackState(
                ProcessHandle.current().pid(),
                startOf(ProcessHandle.current()),
                endpoints.kafka().bootstrap(),
                endpoints.kafka().properties(),
                endpoints.kafka().topicPrefix(),
                endpoints.kafka().groupPrefix(),
                endpoints.clickHouse().toString(),
                endpoints.clickHouseNativePort(),
                endpoints.flink().toString(),
                endpoints.dashboard().toString(),
                endpoints.dataDir().toString());
    }

    /** Where a state directory has the file. */
    public static Path file(Path stateDir) {
        return stateDir.resolve("stack.json");
    }

    /** The running stack; empty if there is none, or the file was left by one that is gone. */
    public static Optional<StackState> running(Path file) {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), StackState.class))
                    .filter(StackState::isAlive);
        } catch (IOException e) {
            return Optional.empty(); // No file, or one that was never finished: nothing runs.
        }
    }

    /** Writes the file, whole or not at all. */
    public void write(Path file) throws IOException {
        PrivateFiles.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
    }

    /** Removes the file if it is this process's own. */
    public static void remove(Path file) throws IOException {
        if (running(file)
                .filter(state -> state.pid() == ProcessHandle.current().pid())
                .isPresent()) {
            Files.deleteIfExists(file);
        }
    }

    /** The endpoints it states. */
    public Endpoints endpoints() {
        return new Endpoints(
                kafka(),
                URI.create(clickHouse),
                clickHouseNativePort,
                URI.create(flink),
                URI.create(dashboard),
                Path.of(dataDir));
    }

    /** How to reach its Kafka. */
    public KafkaSettings kafka() {
        return new KafkaSettings(kafkaBootstrap, kafkaProperties, kafkaTopicPrefix, kafkaGroupPrefix, "");
    }

    private boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> startOf(process) == startedAt)
                .isPresent();
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
