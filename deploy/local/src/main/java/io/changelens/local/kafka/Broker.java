package io.changelens.local.kafka;

import io.changelens.local.UserError;
import io.changelens.local.files.PrivateFiles;
import io.changelens.local.process.ChildProcess;
import io.changelens.local.process.PortTaken;
import io.changelens.local.process.Waiting;
import io.changelens.pipeline.config.KafkaSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.Uuid;

/** A real single-node Kafka broker in a child JVM, on loopback. Its records survive a restart. */
public final class Broker implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ChildProcess process;
    private final String bootstrap;
    private final String clusterId;

    private Broker(ChildProcess process, String bootstrap, String clusterId) {
        this.process = process;
        this.bootstrap = bootstrap;
        this.clusterId = clusterId;
    }

    /**
     * Starts the broker; {@link #awaitReady} waits until it answers.
     *
     * @param directory directory of its data; formatted at the first run
     * @param log file for its log
     * @param port port for clients
     * @param controllerPort port of the broker's own controller
     * @throws IOException if the directory cannot be written
     */
    public static Broker start(Path directory, Path log, int port, int controllerPort) throws IOException {
        Path file = directory.resolve("server.properties");
        PrivateFiles.createDirectories(directory);
        String clusterId = clusterId(directory.resolve("data"));
        try (Writer out = Files.newBufferedWriter(file)) {
            config(directory.resolve("data").toAbsolutePath(), port, controllerPort)
                    .store(out, null);
        }
        ChildProcess process = ChildProcess.start(
                "Kafka",
                log,
                log,
                new ChildProcess.Program(
                        BrokerMain.class,
                        ChildProcess.Program.ownClassPath(),
                        List.of("-Xmx512m", "-XX:+UseSerialGC", "-Dlog4j2.configurationFile=log4j2-child.xml"),
                        List.of(file.toAbsolutePath().toString(), clusterId)));
        return new Broker(process, "127.0.0.1:" + port, clusterId);
    }

    /**
     * The cluster id in the storage, or a new one. By this id our broker is distinguished from another on the same
     * port.
     */
    private static String clusterId(Path data) throws IOException {
        Path file = data.resolve("meta.properties");
        if (!Files.exists(file)) {
            return Uuid.randomUuid().toString();
        }
        Properties meta = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            meta.load(in);
        }
        return meta.getProperty("cluster.id", "");
    }

    private static Properties config(Path data, int port, int controllerPort) {
        Properties config = new Properties();
        config.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
                "controller.listener.names", "CONTROLLER",
                "listeners", "CLIENTS://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners", "CLIENTS://127.0.0.1:" + port,
                "inter.broker.listener.name", "CLIENTS",
                "listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs", data.toString(),
                "auto.create.topics.enable", "false"));
        // A local stack keeps all records; only `--fresh` removes them.
        config.putAll(Map.of("log.retention.ms", "-1", "log.retention.bytes", "-1"));
        // One node, so the replication factor is 1.
        config.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "4",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0"));
        return config;
    }

    /** The bootstrap server for clients, host:port. */
    public String bootstrap() {
        return bootstrap;
    }

    /**
     * Waits until the broker answers.
     *
     * @throws PortTaken if another program has one of its ports
     * @throws UserError if the broker ends first, or takes longer than three minutes
     */
    public void awaitReady() throws InterruptedException {
        Waiting.until(PATIENCE, process, this::answers);
    }

    private boolean answers() {
        Optional<String> answering = KafkaTopics.clusterId(KafkaSettings.plain(bootstrap), Duration.ofSeconds(2));
        if (answering.isPresent() && !answering.get().equals(clusterId)) {
            throw new PortTaken("another Kafka answers at " + bootstrap);
        }
        return answering.isPresent();
    }

    /** The child process of the broker. */
    public ChildProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
