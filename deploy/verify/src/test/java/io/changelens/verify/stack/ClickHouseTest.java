package io.changelens.verify.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.local.clickhouse.ClickHouse;
import io.changelens.local.clickhouse.ClickHouseHttp;
import io.changelens.local.clickhouse.ClickHouseLibrary;
import io.changelens.local.clickhouse.Credentials;
import io.changelens.local.process.Ports;
import io.changelens.local.process.Ports.Wish;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClickHouseTest {

    private Path directory;
    private Credentials credentials;

    @BeforeEach
    void prepare() throws Exception {
        directory = StackFixture.scratch("clickhouse");
        credentials = Credentials.ofDataDir(directory, Map.of());
    }

    @AfterEach
    void remove() {
        StackFixture.delete(directory);
    }

    @Test
    void whatIsWrittenOutlivesARestartOnOtherPorts() throws Exception {
        try (ClickHouse first = start()) {
            query(first, "CREATE TABLE default.kept (n Int32) ENGINE = MergeTree ORDER BY n");
            query(first, "INSERT INTO default.kept VALUES (42)");
        }
        try (ClickHouse second = start()) {
            assertThat(query(second, "SELECT n FROM default.kept")).isEqualTo("42\n");
        }
    }

    @Test
    void endsWhenItsInputDoes() throws Exception {
        try (ClickHouse server = start()) {
            assertThat(server.process().stop(Duration.ofSeconds(20))).isTrue();
        }
    }

    @Test
    void passwordsAreInNoFileButTheirOwn() throws Exception {
        try (ClickHouse server = start()) {
            query(server, "SELECT 1");
        }
        try (var files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("credentials")) {
                    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain(credentials.admin().password());
                }
            }
        }
    }

    private ClickHouse start() throws Exception {
        List<Integer> ports = Ports.choose(List.of(Wish.any(), Wish.any()));
        ClickHouse server = ClickHouse.start(
                ClickHouseLibrary.provide(System.getenv(), StackFixture.silent()),
                directory.resolve("data"),
                directory.resolve("log"),
                ports.get(0),
                ports.get(1),
                credentials);
        server.awaitReady();
        return server;
    }

    private String query(ClickHouse server, String sql) throws InterruptedException {
        return new ClickHouseHttp(server.address()).query(credentials.admin(), sql);
    }
}
