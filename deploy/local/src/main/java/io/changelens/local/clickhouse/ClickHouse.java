package io.changelens.local.clickhouse;

import io.changelens.local.UserError;
import io.changelens.local.process.ChildProcess;
import io.changelens.local.process.ConfinedMain;
import io.changelens.local.process.Waiting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A real ClickHouse server in a child JVM, on loopback, with the HTTP interface (page {@code /play}) and the native
 * protocol. Its tables survive a restart. Where the system supports it, the child can access its own files only,
 * because SQL functions let every user of ClickHouse read files.
 */
public final class ClickHouse implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ChildProcess process;
    private final ClickHouseHttp http;
    private final ServerIdentity identity;
    private final Credentials credentials;
    private AbandonedQueries abandoned;

    private ClickHouse(ChildProcess process, ClickHouseHttp http, ServerIdentity identity, Credentials credentials) {
        this.process = process;
        this.http = http;
        this.identity = identity;
        this.credentials = credentials;
    }

    /**
     * Starts the server; {@link #awaitReady} waits until it answers.
     *
     * @param library the ClickHouse library, see {@link ClickHouseLibrary}
     * @param directory directory of its data
     * @param log file for its output
     * @param httpPort port of the HTTP interface
     * @param nativePort port of the native protocol
     * @param credentials passwords of the three users
     * @throws IOException if the directory cannot be written
     */
    public static ClickHouse start(
            Path library, Path directory, Path log, int httpPort, int nativePort, Credentials credentials)
            throws IOException {
        ServerIdentity identity = ServerIdentity.random();
        ClickHouseFiles files = new ClickHouseFiles(directory.toAbsolutePath(), httpPort, nativePort);
        files.prepare();
        ClickHouseLaunch launch = new ClickHouseLaunch(library.toAbsolutePath(), files);
        ChildProcess process = ChildProcess.start("ClickHouse", log, files.errorLog(), launch.program());
        try {
            launch.message(credentials, identity).write(process.input());
        } catch (IOException e) {
            // The child ended before it had read everything; awaitReady reports the reason.
        }
        return new ClickHouse(
                process, new ClickHouseHttp(URI.create("http://127.0.0.1:" + httpPort)), identity, credentials);
    }

    /** The address of the HTTP interface. */
    public URI address() {
        return http.address();
    }

    /**
     * Waits until the server answers and proves its identity. No password is sent before that, because another server
     * may have the port.
     *
     * @throws PortTaken if another program has one of its ports
     * @throws UserError if the server ends first, or takes longer than three minutes
     */
    public void awaitReady() throws InterruptedException {
        Waiting.until(PATIENCE, process, () -> identity.isOf(http.address()));
        synchronized (this) {
            if (abandoned == null) {
                abandoned = AbandonedQueries.watch(http.address(), credentials);
            }
        }
    }

    /** The reason why this server is not confined to its own files; empty if it is. */
    public Optional<String> notConfined() {
        return process.line(ConfinedMain.NOT_CONFINED).map(line -> line.substring(ConfinedMain.NOT_CONFINED.length()));
    }

    /** The child process of the server. */
    public ChildProcess process() {
        return process;
    }

    @Override
    public synchronized void close() {
        if (abandoned != null) {
            abandoned.close();
        }
        process.close();
    }
}
