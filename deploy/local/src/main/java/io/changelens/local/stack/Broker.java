package io.changelens.local.stack;

import io.changelens.local.cli.UserError;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A real Kafka broker of one node, in a child JVM, on loopback. What is published to it outlives a restart. */
public final class Broker implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChildProcess process;
    private final String bootstrap;

    private Broker(ChildProcess process, String bootstrap) {
        this.process = process;
        this.bootstrap = bootstrap;
    }

    /**
     * Starts it; {@link #awaitReady} waits until it answers.
     *
     * @param directory where it keeps its data; formatted at the first run
     * @param log file for what it logs
     * @param port for clients
     * @param controllerPort for the broker's own controller
     * @throws IOException if the directory cannot be written
     */
    public static Broker start(Path directory, Path log, int port, int controllerPort) throws IOException {
        Path file = directory.resolve("server.properties");
        Files.createDirectories(directory);
        try (Writer out = Files.newBufferedWriter(file)) {
            config(directory.resolve("data").toAbsolutePath(), port, controllerPort)
                    .store(out, null);
        }
        ChildProcess process = ChildProcess.start(
                "Kafka",
                log,
                List.of("-Xmx512m", "-XX:+UseSerialGC", "-Dlog4j2.configurationFile=log4j2-child.xml"),
                BrokerMain.class,
                List.of(file.toAbsolutePath().toString()));
        return new Broker(process, "127.0.0.1:" + port);
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
        // A local stack forgets nothing by itself; `--fresh` does.
        config.putAll(Map.of("log.retention.ms", "-1", "log.retention.bytes", "-1"));
        // One node holds every replica there is.
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

    /** Where clients start from, host:port. */
    public String bootstrap() {
        return bootstrap;
    }

    /**
     * Waits until it answers.
     *
     * @throws UserError if it ends first, or takes longer than a minute
     */
    public void awaitReady() throws InterruptedException {
        Waiting.until(PATIENCE, process, () -> KafkaTopics.answers(bootstrap, Duration.ofSeconds(2)));
    }

    ChildProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
