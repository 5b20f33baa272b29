package io.changelens.local.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.changelens.local.stack.Credentials.Login;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves the dashboard's files on loopback, and {@code /config.json} with ClickHouse's address and the reader's password. That
 * user can only read, and whoever can ask here is on this machine; requests by another host name are refused, so that no page
 * of somebody else's can read the password by a name that it lets point here.
 */
final class Dashboard implements AutoCloseable {

    /** The system property that names the directory of the built page. */
    static final String FILES = "changelens.dashboard";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int THREADS = 4;

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json; charset=utf-8",
            "svg", "image/svg+xml");

    private final HttpServer server;
    private final ExecutorService executor;
    private final Path files;
    private final byte[] config;
    private final URI clickHouse;
    private final Set<String> hosts;

    private Dashboard(HttpServer server, Path files, byte[] config, URI clickHouse) {
        this.server = server;
        this.files = files;
        this.config = config;
        this.clickHouse = clickHouse;
        int port = server.getAddress().getPort();
        this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
        this.executor = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "dashboard");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Begins to serve.
     *
     * @param files directory of the built page; where it is missing, requests are answered with how to build it
     * @param port a free port
     * @param clickHouse address that the page asks
     * @param reader as whom it asks
     * @throws IOException if the port is taken after all
     */
    static Dashboard start(Path files, int port, URI clickHouse, Login reader) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
        Dashboard dashboard =
                new Dashboard(server, files.toAbsolutePath().normalize(), configOf(clickHouse, reader), clickHouse);
        server.setExecutor(dashboard.executor);
        server.createContext("/", dashboard::answer);
        server.start();
        return dashboard;
    }

    /** The directory that {@link #FILES} names, else the one of a source tree. */
    static Path builtFiles() {
        return Path.of(System.getProperty(FILES, "deploy/dashboard/dist"));
    }

    private static byte[] configOf(URI clickHouse, Login reader) throws JsonProcessingException {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("clickhouse", clickHouse.toString());
        config.put("database", Endpoints.DATABASE);
        config.put("user", reader.user());
        config.put("password", reader.password());
        config.put("timeZone", "UTC");
        return JSON.writeValueAsBytes(config);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            secure(exchange.getResponseHeaders());
            String host = exchange.getRequestHeaders().getFirst("Host");
            String method = exchange.getRequestMethod();
            if (host == null || !hosts.contains(host)) {
                send(exchange, 421, "html", "This page answers to 127.0.0.1 and localhost only.");
            } else if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, 405, "html", "Only GET and HEAD are answered.");
            } else {
                file(exchange, exchange.getRequestURI().getPath());
            }
        }
    }

    private void file(HttpExchange exchange, String path) throws IOException {
        if (path.equals("/config.json")) {
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            send(exchange, 200, "json", config);
            return;
        }
        Path file = files.resolve(path.equals("/") ? "index.html" : path.substring(1))
                .normalize();
        if (!file.startsWith(files) || !Files.isRegularFile(file)) {
            String why = Files.exists(files.resolve("index.html"))
                    ? "No such page."
                    : "The page is not built: npm run build in deploy/dashboard builds it, and so does ./changelens.";
            send(exchange, 404, "html", why);
            return;
        }
        // The names of assets carry a hash of what is in them.
        boolean hashed = path.startsWith("/assets/");
        exchange.getResponseHeaders().set("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
        String name = file.getFileName().toString();
        send(exchange, 200, name.substring(name.lastIndexOf('.') + 1), Files.readAllBytes(file));
    }

    private void secure(Headers headers) {
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' "
                        + clickHouse.resolve("/")
                        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        send(exchange, status, type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", TYPES.getOrDefault(type, "application/octet-stream"));
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
