package io.changelens.verify.stack;

import io.changelens.local.Endpoints;
import io.changelens.local.clickhouse.ClickHouse;
import io.changelens.local.clickhouse.ClickHouseHttp;
import io.changelens.local.clickhouse.ClickHouseLibrary;
import io.changelens.local.clickhouse.Credentials;
import io.changelens.local.clickhouse.Credentials.Login;
import io.changelens.local.clickhouse.Migrations;
import io.changelens.local.process.Ports;
import io.changelens.local.process.Ports.Wish;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A real ClickHouse with our tables and views and nothing else: started once per JVM, on free ports. */
public final class ClickHouseFixture {

    private static ClickHouseFixture shared;

    private final ClickHouse server;
    private final Credentials credentials;

    private ClickHouseFixture(ClickHouse server, Credentials credentials) {
        this.server = server;
        this.credentials = credentials;
    }

    /** The one of this JVM. */
    public static synchronized ClickHouseFixture get() throws Exception {
        if (shared == null) {
            Path directory = StackFixture.scratch("tables");
            Credentials credentials = Credentials.ofDataDir(directory, Map.of());
            List<Integer> ports = Ports.choose(List.of(Wish.any(), Wish.any()));
            ClickHouse server = ClickHouse.start(
                    ClickHouseLibrary.provide(System.getenv(), StackFixture.silent()),
                    directory.resolve("data"),
                    directory.resolve("log"),
                    ports.get(0),
                    ports.get(1),
                    credentials);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.close();
                StackFixture.delete(directory);
            }));
            server.awaitReady();
            URI nowhere = URI.create("http://127.0.0.1:0");
            Migrations.apply(
                    new Endpoints("", server.address(), ports.get(1), nowhere, nowhere, directory), credentials);
            shared = new ClickHouseFixture(server, credentials);
        }
        return shared;
    }

    /** Where it answers. */
    public URI address() {
        return server.address();
    }

    /** As whom to read and write. */
    public Credentials credentials() {
        return credentials;
    }

    /** What it prints for a user, with settings such as default_format and values under param_name. */
    public String query(Login login, String sql, Map<String, String> settings) throws InterruptedException {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("database", Endpoints.DATABASE);
        return new ClickHouseHttp(address()).query(login, sql, all);
    }
}
