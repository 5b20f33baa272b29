package io.changelens.local.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.changelens.core.delivery.ProductionEnvironments;
import io.changelens.local.Endpoints;
import io.changelens.local.files.PrivateFiles;
import io.changelens.pipeline.config.KafkaSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Content of the file by which other commands find a running stack. It contains no secrets.
 *
 * @param pid id of the process that runs the stack
 * @param startedAt start of that process, epoch milliseconds, because process ids are reused
 * @param kafkaBootstrap brokers, host:port
 * @param kafkaProperties properties of Kafka clients; they refer to secrets but contain none
 * @param kafkaTopicPrefix prefix of topic names
 * @param kafkaGroupPrefix prefix of consumer group names
 * @param clickHouse address of ClickHouse's HTTP interface
 * @param clickHouseNativePort port of ClickHouse's native protocol; 0 if unknown
 * @param flink address of Flink's web page
 * @param dashboard address of the dashboard
 * @param dataDir data directory of the stack
 * @param production environments that count as production in its jobs, see {@link ProductionEnvironments}
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
        String dataDir,
        List<String> production) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Fills in defaults: a file of an older version states less. */
    public StackState {
        kafkaProperties = kafkaProperties == null ? Map.of() : Map.copyOf(kafkaProperties);
        kafkaTopicPrefix = kafkaTopicPrefix == null ? "" : kafkaTopicPrefix;
        kafkaGroupPrefix = kafkaGroupPrefix == null ? "" : kafkaGroupPrefix;
        production = production == null || production.isEmpty()
                ? ProductionEnvironments.DEFAULT.patterns()
                : List.copyOf(production);
    }

    /**
     * The state of a stack that runs in this process.
     *
     * @param endpoints addresses of its parts
     * @param production environments that count as production in its jobs
     */
    public static StackState ofThisProcess(Endpoints endpoints, ProductionEnvironments production) {
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
                endpoints.dataDir().toString(),
                production.patterns());
    }

    /** The path of the file in a state directory. */
    public static Path file(Path stateDir) {
        return stateDir.resolve("stack.json");
    }

    /** The running stack; empty if there is none or the file is left over from a process that has ended. */
    public static Optional<StackState> running(Path file) {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), StackState.class))
                    .filter(StackState::isAlive);
        } catch (IOException e) {
            return Optional.empty(); // No file, or an incomplete one: no stack runs.
        }
    }

    /**
     * Writes the file atomically.
     *
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        PrivateFiles.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
    }

    /**
     * Removes the file if this process wrote it.
     *
     * @throws IOException if it cannot be removed
     */
    public static void remove(Path file) throws IOException {
        if (running(file)
                .filter(state -> state.pid() == ProcessHandle.current().pid())
                .isPresent()) {
            Files.deleteIfExists(file);
        }
    }

    /** The addresses of the parts. */
    public Endpoints endpoints() {
        return new Endpoints(
                kafka(),
                URI.create(clickHouse),
                clickHouseNativePort,
                URI.create(flink),
                URI.create(dashboard),
                Path.of(dataDir));
    }

    /** The connection settings of Kafka. */
    public KafkaSettings kafka() {
        return new KafkaSettings(kafkaBootstrap, kafkaProperties, kafkaTopicPrefix, kafkaGroupPrefix, "");
    }

    /** The environments that count as production in the jobs. */
    public ProductionEnvironments productionEnvironments() {
        return new ProductionEnvironments(production);
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
