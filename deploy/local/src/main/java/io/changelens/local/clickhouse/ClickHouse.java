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
 * A real ClickHouse in a child JVM, on loopback: HTTP with the page {@code /play}, and the native protocol. Its tables
 * outlive a restart. Where the system can do it, the child reaches its own files and nothing else: its SQL functions
 * read files for whoever may ask.
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
     * Starts it; {@link #awaitReady} waits until it answers.
     *
     * @param library the ClickHouse library, see {@link ClickHouseLibrary}
     * @param directory where it keeps its data
     * @param log file for what it prints
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
            // It ended before it had read all: who waits for it says why.
        }
        return new ClickHouse(
                process, new ClickHouseHttp(URI.create("http://127.0.0.1:" + httpPort)), identity, credentials);
    }

    /** Address of the HTTP interface. */
    public URI address() {
        return http.address();
    }

    /**
     * Waits until it answers. No password is sent before that: somebody else's server may have the port.
     *
     * @throws PortTaken if somebody else has one of its ports
     * @throws UserError if it ends first, or takes longer than three minutes
     */
    public void awaitReady() throws InterruptedException {
        Waiting.until(PATIENCE, process, () -> identity.isOf(http.address()));
        synchronized (this) {
            if (abandoned == null) {
                abandoned = AbandonedQueries.watch(http.address(), credentials);
            }
        }
    }

    /** Why this ClickHouse can read other files than its own; empty if it cannot. */
    public Optional<String> notConfined() {
        return process.line(ConfinedMain.NOT_CONFINED).map(line -> line.substring(ConfinedMain.NOT_CONFINED.length()));
    }

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
