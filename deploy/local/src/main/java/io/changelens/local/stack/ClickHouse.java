package io.changelens.local.stack;

import io.changelens.local.cli.UserError;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A real ClickHouse in a child JVM, on loopback: HTTP with the page {@code /play}, and the native protocol. Its tables
 * outlive a restart.
 */
public final class ClickHouse implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChildProcess process;
    private final ClickHouseHttp http;
    private final Credentials credentials;

    private ClickHouse(ChildProcess process, ClickHouseHttp http, Credentials credentials) {
        this.process = process;
        this.http = http;
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
        ClickHouseFiles files = new ClickHouseFiles(directory.toAbsolutePath(), httpPort, nativePort);
        files.write(credentials);
        ChildProcess process = ChildProcess.start(
                "ClickHouse",
                log,
                // The library runs on the main thread, which would else have a megabyte of stack.
                List.of("-Xmx64m", "-Xss8m", "-XX:+UseSerialGC"),
                ClickHouseMain.class,
                List.of(
                        library.toAbsolutePath().toString(),
                        "--config-file=" + files.config(),
                        // Only the command line sets these; from the file they are ignored.
                        "--log-level=error",
                        "--path=" + directory.toAbsolutePath().resolve("data"),
                        "--http_port=" + httpPort,
                        "--tcp_port=" + nativePort,
                        "--listen_host=127.0.0.1"));
        return new ClickHouse(process, new ClickHouseHttp(URI.create("http://127.0.0.1:" + httpPort)), credentials);
    }

    /** Address of the HTTP interface. */
    public URI address() {
        return http.address();
    }

    /**
     * Waits until it answers.
     *
     * @throws UserError if it ends first, or takes longer than a minute
     */
    public void awaitReady() throws InterruptedException {
        Waiting.until(PATIENCE, process, http::answers);
        // Somebody else's server may have taken the port in the meantime: only ours knows this password.
        http.query(credentials.admin(), "SELECT 1");
    }

    ChildProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
