package io.changelens.local.clickhouse;

import io.changelens.local.UserError;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels the reader's HTTP queries whose client has closed its connection. ClickHouse itself notices a closed
 * connection only while a query reads further rows, not while it joins rows that it has read. Connections are read from
 * Linux's {@code /proc/net/tcp}; on other systems an abandoned query runs until its time limit.
 */
public final class AbandonedQueries implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AbandonedQueries.class);
    private static final Path CONNECTIONS = Path.of("/proc/net/tcp");
    private static final long PERIOD_MILLIS = 1000;

    /**
     * Line format: number, local address, remote address, state. State 08 (CLOSE_WAIT): closed by the client but not
     * yet by the server.
     */
    private static final Pattern CLOSED_BY_CLIENT =
            Pattern.compile("\\s*\\d+: [0-9A-F]{8}:([0-9A-F]{4}) [0-9A-F]{8}:([0-9A-F]{4}) 08 .*");

    private static final int HEXADECIMAL = 16;

    private final ClickHouseHttp http;
    private final Credentials credentials;
    private final ScheduledExecutorService executor;

    private AbandonedQueries(ClickHouseHttp http, Credentials credentials) {
        this.http = http;
        this.credentials = credentials;
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "abandoned-queries");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts checking once a second.
     *
     * @param address HTTP interface of a ClickHouse on this machine
     * @param credentials of the reader, and of the admin, who may cancel queries of other users
     */
    public static AbandonedQueries watch(URI address, Credentials credentials) {
        AbandonedQueries queries = new AbandonedQueries(new ClickHouseHttp(address), credentials);
        if (Files.isReadable(CONNECTIONS)) {
            var unused = queries.executor.scheduleWithFixedDelay(
                    queries::end, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
        return queries;
    }

    private void end() {
        try (Stream<String> lines = Files.lines(CONNECTIONS)) {
            List<Integer> clients = clientsThatLeft(lines, http.address().getPort());
            if (!clients.isEmpty()) {
                String ports = clients.stream().map(Object::toString).collect(Collectors.joining(", "));
                http.query(
                        credentials.admin(),
                        "KILL QUERY WHERE user = {reader:String} AND port IN (" + ports + ") ASYNC FORMAT Null",
                        Map.of("param_reader", credentials.reader().user()));
            }
        } catch (IOException | UserError e) {
            LOG.warn("queries whose client has left could not be ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ports of clients that have closed their connection to a local server.
     *
     * @param connections lines of {@code /proc/net/tcp}
     * @param server port of the server
     */
    public static List<Integer> clientsThatLeft(Stream<String> connections, int server) {
        return connections
                .map(CLOSED_BY_CLIENT::matcher)
                .filter(Matcher::matches)
                .filter(line -> Integer.parseInt(line.group(1), HEXADECIMAL) == server)
                .map(line -> Integer.parseInt(line.group(2), HEXADECIMAL))
                .toList();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
