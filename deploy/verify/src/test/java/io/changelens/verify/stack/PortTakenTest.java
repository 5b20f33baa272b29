package io.changelens.verify.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.changelens.local.clickhouse.ClickHouse;
import io.changelens.local.clickhouse.ClickHouseLibrary;
import io.changelens.local.clickhouse.Credentials;
import io.changelens.local.flink.FlinkCluster;
import io.changelens.local.kafka.Broker;
import io.changelens.local.process.PortTaken;
import io.changelens.local.process.Ports;
import io.changelens.local.process.Ports.Wish;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody else takes a port between its choice and the start of what should listen on it. */
class PortTakenTest {

    private Path directory;
    private Credentials credentials;

    @BeforeEach
    void prepare() throws Exception {
        directory = StackFixture.scratch("ports");
        credentials = Credentials.ofDataDir(directory, Map.of());
    }

    @AfterEach
    void remove() {
        StackFixture.delete(directory);
    }

    private static InetSocketAddress loopback(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }

    private ClickHouse clickHouse(int httpPort, int nativePort) throws Exception {
        return ClickHouse.start(
                ClickHouseLibrary.provide(System.getenv(), StackFixture.silent()),
                directory.resolve("clickhouse"),
                directory.resolve("logs/clickhouse.log"),
                httpPort,
                nativePort,
                credentials);
    }

    @Test
    void noPasswordGoesToWhoeverAnswersLikeClickHouse() throws Exception {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        HttpServer stranger = HttpServer.create(loopback(0), 0);
        stranger.createContext("/", exchange -> {
            try (exchange) {
                heard.add(exchange.getRequestURI() + " "
                        + exchange.getRequestHeaders().entrySet());
                byte[] ok = "Ok.\n".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, ok.length);
                exchange.getResponseBody().write(ok);
            }
        });
        stranger.start();
        int nativePort = Ports.choose(List.of(Wish.any())).get(0);
        try (ClickHouse server = clickHouse(stranger.getAddress().getPort(), nativePort)) {
            assertThatThrownBy(server::awaitReady)
                    .isInstanceOf(PortTaken.class)
                    .hasMessageContaining("Address already in use");
        } finally {
            stranger.stop(0);
        }
        assertThat(heard).isNotEmpty();
        assertThat(String.join("\n", heard))
                .doesNotContain(
                        credentials.admin().password(),
                        credentials.writer().password(),
                        credentials.reader().password())
                .doesNotContainIgnoringCase("X-ClickHouse-Key", "Authorization");
    }

    @Test
    void theNativePortIsOursToo() throws Exception {
        try (ServerSocket stranger = new ServerSocket()) {
            stranger.bind(loopback(0));
            int httpPort = Ports.choose(List.of(Wish.any())).get(0);
            try (ClickHouse server = clickHouse(httpPort, stranger.getLocalPort())) {
                assertThatThrownBy(server::awaitReady).isInstanceOf(PortTaken.class);
            }
        }
    }

    @Test
    void anotherKafkaIsNotTakenForOurs() throws Exception {
        List<Integer> ports = Ports.choose(List.of(Wish.any(), Wish.any(), Wish.any()));
        Path log = directory.resolve("logs/kafka.log");
        try (Broker theirs = Broker.start(directory.resolve("theirs"), log, ports.get(0), ports.get(1))) {
            theirs.awaitReady();
            Path ourLog = directory.resolve("logs/ours.log");
            try (Broker ours = Broker.start(directory.resolve("ours"), ourLog, ports.get(0), ports.get(2))) {
                assertThatThrownBy(ours::awaitReady).isInstanceOf(PortTaken.class);
            }
        }
    }

    @Test
    void aBrokerWhosePortIsTakenSaysSo() throws Exception {
        try (ServerSocket stranger = new ServerSocket()) {
            stranger.bind(loopback(0));
            int controller = Ports.choose(List.of(Wish.any())).get(0);
            Path log = directory.resolve("logs/kafka.log");
            try (Broker ours = Broker.start(directory.resolve("kafka"), log, stranger.getLocalPort(), controller)) {
                assertThatThrownBy(ours::awaitReady).isInstanceOf(PortTaken.class);
            }
        }
    }

    @Test
    void listeningOnATakenPortOfThisJvmSaysSo() throws Exception {
        try (ServerSocket stranger = new ServerSocket()) {
            stranger.bind(loopback(0));
            int port = stranger.getLocalPort();

            assertThatThrownBy(() -> Ports.listen(port, () -> HttpServer.create(loopback(port), 0)))
                    .isInstanceOf(PortTaken.class)
                    .hasMessageContaining(Integer.toString(port));
            assertThatThrownBy(
                            () -> Ports.listen(port, () -> FlinkCluster.start(directory.resolve("flink"), port, 1, 1)))
                    .isInstanceOf(PortTaken.class);
        }
    }
}
