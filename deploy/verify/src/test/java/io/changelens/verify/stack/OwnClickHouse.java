package io.changelens.verify.stack;

import io.changelens.local.Endpoints;
import io.changelens.local.UserError;
import io.changelens.local.clickhouse.ClickHouse;
import io.changelens.local.clickhouse.ClickHouseHttp;
import io.changelens.local.clickhouse.ClickHouseLibrary;
import io.changelens.local.clickhouse.Credentials;
import io.changelens.local.clickhouse.Credentials.Login;
import io.changelens.local.process.Ports;
import io.changelens.local.process.Ports.Wish;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real ClickHouse of a test's own, with the database of our tables and nothing in it. */
public final class OwnClickHouse implements AutoCloseable {

    private final Path directory;
    private final Credentials credentials;
    private final ClickHouse server;

    private OwnClickHouse(Path directory, Credentials credentials, ClickHouse server) {
        this.directory = directory;
        this.credentials = credentials;
        this.server = server;
    }

    /** Starts it in a directory whose name has a blank. */
    static OwnClickHouse start() throws Exception {
        Path directory = StackFixture.scratch("own clickhouse");
        Credentials credentials = Credentials.ofDataDir(directory, Map.of());
        List<Integer> ports = Ports.choose(List.of(Wish.any(), Wish.any()));
        ClickHouse server = ClickHouse.start(
                ClickHouseLibrary.provide(System.getenv(), StackFixture.silent()),
                directory.resolve("clickhouse"),
                directory.resolve("logs/clickhouse.log"),
                ports.get(0),
                ports.get(1),
                credentials);
        OwnClickHouse own = new OwnClickHouse(directory, credentials, server);
        try {
            server.awaitReady();
            own.query(credentials.admin(), "CREATE DATABASE " + Endpoints.DATABASE);
            return own;
        } catch (Throwable e) {
            own.close();
            throw e;
        }
    }

    /** Where its credentials, data and logs are. */
    Path directory() {
        return directory;
    }

    Credentials credentials() {
        return credentials;
    }

    ClickHouse server() {
        return server;
    }

    /** What it prints, tab-separated, without the last line break. */
    String query(Login login, String sql) throws InterruptedException {
        return new ClickHouseHttp(server.address()).query(login, sql).stripTrailing();
    }

    /** What it prints, or its message if it refuses. */
    String answer(Login login, String sql) throws InterruptedException {
        try {
            return query(login, sql);
        } catch (UserError e) {
            return e.getMessage();
        }
    }

    @Override
    public void close() {
        server.close();
        StackFixture.delete(directory);
    }
}
