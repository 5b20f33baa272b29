package io.changelens.local.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.changelens.local.Endpoints;
import io.changelens.local.clickhouse.Credentials.Login;
import io.changelens.local.dashboard.PageServer.Answer;
import io.changelens.local.dashboard.PageServer.Request;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Serves the dashboard's files on loopback. It returns {@code /config.json} with ClickHouse's address and the reader's
 * password only to clients with a session of {@link DashboardAccess}, because other users of this machine can reach the
 * port as well. Requests with another host name are refused (against DNS rebinding).
 */
public final class Dashboard implements AutoCloseable {

    /** System property with the directory of the built page. */
    public static final String FILES = "changelens.dashboard";

    /** Request header with the session of the page. */
    public static final String SESSION = "X-Changelens-Session";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json; charset=utf-8",
            "svg", "image/svg+xml");

    private final Path files;
    private final byte[] config;
    private final DashboardAccess access;
    private final Set<String> hosts;
    private final Map<String, String> policies;
    private PageServer server;

    private Dashboard(Path files, int port, URI clickHouse, Login reader, DashboardAccess access)
            throws JsonProcessingException {
        this.files = files.toAbsolutePath().normalize();
        this.config = configOf(clickHouse, reader);
        this.access = access;
        this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
        this.policies = policies(clickHouse);
    }

    /**
     * Starts the server. A client may take 20 s for a request.
     *
     * @param files directory of the built page; if it is missing, requests are answered with how to build it
     * @param port a free port
     * @param clickHouse address of ClickHouse, for the page
     * @param reader user and password with which the page queries ClickHouse
     * @param access decides who receives these
     * @throws Exception if the port is in use
     */
    public static Dashboard start(Path files, int port, URI clickHouse, Login reader, DashboardAccess access)
            throws Exception {
        return start(files, port, clickHouse, reader, access, PATIENCE);
    }

    /**
     * Starts the server with another time limit.
     *
     * @param files directory of the built page
     * @param port a free port
     * @param clickHouse address of ClickHouse, for the page
     * @param reader user and password with which the page queries ClickHouse
     * @param access decides who receives these
     * @param patience longest time that a client may take for a request
     * @throws Exception if the port is in use
     */
    public static Dashboard start(
            Path files, int port, URI clickHouse, Login reader, DashboardAccess access, Duration patience)
            throws Exception {
        Dashboard dashboard = new Dashboard(files, port, clickHouse, reader, access);
        dashboard.server = PageServer.start(port, patience, dashboard::answer);
        return dashboard;
    }

    /** The directory that {@link #FILES} names, by default the one of a source tree. */
    public static Path builtFiles() {
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

    private Answer answer(Request request) {
        String path = request.target().split("[?#]", 2)[0];
        boolean posts = path.equals("/session");
        if (!hosts.contains(request.header().apply("Host"))) {
            return text(421, "This page answers to 127.0.0.1 and localhost only.");
        }
        if (posts ? !request.method().equals("POST") : !Set.of("GET", "HEAD").contains(request.method())) {
            String allowed = posts ? "POST" : "GET, HEAD";
            return with(text(405, "Only " + allowed + " is answered."), "Allow", allowed);
        }
        return switch (path) {
            case "/session" -> session(request);
            case "/config.json" -> config(request);
            default -> file(path);
        };
    }

    /** Exchanges the code of the printed link for the session. */
    private Answer session(Request request) {
        String origin = request.header().apply("Origin");
        boolean own = origin.isEmpty() || hosts.stream().anyMatch(host -> origin.equals("http://" + host));
        return own && access.isCode(request.body())
                ? secret(200, "{\"session\":\"" + access.session() + "\"}")
                : secret(401, "{\"error\":\"not the code of the running stack\"}");
    }

    private Answer config(Request request) {
        return access.isSession(request.header().apply(SESSION))
                ? secret(200, new String(config, StandardCharsets.UTF_8))
                : secret(401, "{\"error\":\"open the link that ./changelens dashboard prints\"}");
    }

    private Answer file(String path) {
        Optional<Path> file = find(path);
        if (file.isEmpty()) {
            return text(
                    404,
                    Files.exists(files.resolve("index.html"))
                            ? "No such page."
                            : "The page is not built: npm run build in deploy/dashboard builds it, and so does"
                                    + " ./changelens.");
        }
        String name = file.get().getFileName().toString();
        // File names of assets contain a hash of their content.
        boolean hashed = path.startsWith("/assets/");
        try {
            return with(
                    answer(200, name.substring(name.lastIndexOf('.') + 1), Files.readAllBytes(file.get())),
                    "Cache-Control",
                    hashed ? "public, max-age=31536000, immutable" : "no-cache");
        } catch (IOException e) {
            return text(404, "No such page."); // The page is being rebuilt.
        }
    }

    /** The file for a request path; empty if the path is invalid or outside the directory. */
    private Optional<Path> find(String path) {
        if (!path.startsWith("/") || path.startsWith("//")) {
            return Optional.empty();
        }
        try {
            String relative = URI.create(path).getPath().substring(1);
            Path file =
                    files.resolve(relative.isEmpty() ? "index.html" : relative).normalize();
            return file.startsWith(files) && Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // Not a valid file path, for example %00.
        }
    }

    private static Map<String, String> policies(URI clickHouse) {
        return Map.of(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' "
                        + clickHouse.resolve("/")
                        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
                "X-Content-Type-Options",
                "nosniff",
                "Referrer-Policy",
                "no-referrer",
                "Cross-Origin-Opener-Policy",
                "same-origin",
                "Cross-Origin-Resource-Policy",
                "same-origin");
    }

    private Answer text(int status, String text) {
        return answer(status, "html", text.getBytes(StandardCharsets.UTF_8));
    }

    private Answer secret(int status, String json) {
        return with(answer(status, "json", json.getBytes(StandardCharsets.UTF_8)), "Cache-Control", "no-store");
    }

    private Answer answer(int status, String type, byte[] body) {
        Answer answer = new Answer(status, policies, body);
        return with(answer, "Content-Type", TYPES.getOrDefault(type, "application/octet-stream"));
    }

    private static Answer with(Answer answer, String header, String value) {
        Map<String, String> headers = new LinkedHashMap<>(answer.headers());
        headers.put(header, value);
        return new Answer(answer.status(), headers, answer.body());
    }

    @Override
    public void close() {
        server.close();
    }
}
