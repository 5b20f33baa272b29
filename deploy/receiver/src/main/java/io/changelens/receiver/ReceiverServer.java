package io.changelens.receiver;

import io.changelens.local.UserError;
import io.changelens.pipeline.config.KafkaSettings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server that takes the webhooks of tools into Kafka. */
public final class ReceiverServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiverServer.class);
    private static final int THREADS = 64;
    private static final int MOST_CONNECTIONS = 1_000;
    private static final int HEADER_BYTES = 16 << 10;
    private static final long MOST_HELD = 32L << 20;
    private static final int SHARE_OF_HEAP = 8;
    private static final Duration STOP = Duration.ofSeconds(10);

    private final Server server;
    private final ServerConnector connector;
    private final AutoCloseable clients;

    private ReceiverServer(Server server, ServerConnector connector, AutoCloseable clients) {
        this.server = server;
        this.connector = connector;
        this.clients = clients;
    }

    /**
     * What a server writes to.
     *
     * @param producer a producer of bytes
     * @param topics gives the name on the brokers of a topic
     * @param patience how long Kafka has to confirm
     * @param ready asks whether Kafka can be reached
     * @param clients is closed when the server has stopped
     */
    record Target(
            Producer<byte[], byte[]> producer,
            UnaryOperator<String> topics,
            Duration patience,
            Supplier<CompletionStage<Boolean>> ready,
            AutoCloseable clients) {}

    /**
     * Starts a server that writes to Kafka.
     *
     * @param sources the presets that are served
     * @param listen where it listens
     * @param kafka connection settings
     * @throws UserError when it cannot listen there
     */
    public static ReceiverServer start(Sources sources, Listen listen, KafkaSettings kafka) {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                kafka.client(KafkaStore.properties()), new ByteArraySerializer(), new ByteArraySerializer());
        List<String> topics = sources.topics().stream().map(kafka::topic).toList();
        KafkaProbe probe = new KafkaProbe(kafka, topics);
        topics.forEach(producer::partitionsFor);
        return start(
                sources,
                listen,
                new Target(producer, kafka::topic, KafkaStore.PATIENCE, probe, () -> {
                    producer.close(STOP);
                    probe.close();
                }),
                Clock.systemUTC());
    }

    /** Starts a server with other parts, for tests. */
    static ReceiverServer start(Sources sources, Listen listen, Target target, Clock clock) {
        Server server = new Server(new QueuedThreadPool(THREADS));
        ServerConnector connector = connector(server, listen);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
        ReceiverMetrics metrics = new ReceiverMetrics();
        Routes.Parts parts = new Routes.Parts(
                new Delivery(target.topics(), metrics),
                new KafkaStore(target.producer(), target.patience()),
                metrics,
                new Held(Math.min(MOST_HELD, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP)),
                target.ready());
        // Answers everything that was received before the server stops.
        server.setHandler(new GracefulHandler(new Routes(sources, parts, listen.longestBody(), clock)));
        // Jetty's own page would repeat the address, which may hold a secret.
        server.setErrorHandler((request, response, callback) -> {
            Content.Sink.write(response, true, "", callback);
            return true;
        });
        server.setStopTimeout(STOP.toMillis());
        ReceiverServer started = new ReceiverServer(server, connector, target.clients());
        try {
            server.start();
        } catch (Exception e) {
            started.close();
            throw new UserError(
                    "cannot listen on " + listen.host() + ":" + listen.port()
                            + listen.tls().map(tls -> " with " + tls).orElse("") + ": " + root(e),
                    e);
        }
        return started;
    }

    private static ServerConnector connector(Server server, Listen listen) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        ServerConnector connector;
        if (listen.tls().isPresent()) {
            http.addCustomizer(new SecureRequestCustomizer(false)); // Tools may call by an address.
            SslContextFactory.Server tls = new SslContextFactory.Server();
            tls.setKeyStorePath(listen.tls().get().keystore().toString());
            tls.setKeyStorePassword(listen.tls().get().password());
            tls.setSniRequired(false);
            connector = new ServerConnector(server, tls, new HttpConnectionFactory(http));
        } else {
            connector = new ServerConnector(server, new HttpConnectionFactory(http));
        }
        connector.setHost(listen.host());
        connector.setPort(listen.port());
        connector.setIdleTimeout(listen.idle().toMillis());
        return connector;
    }

    private static String root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root instanceof IOException) {
            root = root.getCause();
        }
        return root.getMessage();
    }

    /** The port on which the server listens. */
    public int port() {
        return connector.getLocalPort();
    }

    /**
     * Waits until the server has stopped.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void join() throws InterruptedException {
        server.join();
    }

    /** Takes no more requests, answers those that it has, and closes its clients. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("the server did not stop in order", e);
        }
        try {
            clients.close();
        } catch (Exception e) {
            LOG.warn("the Kafka clients did not close in order", e);
        }
    }
}
