package io.changelens.verify.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.local.Endpoints;
import io.changelens.local.clickhouse.ClickHouse;
import io.changelens.local.clickhouse.ClickHouseHttp;
import io.changelens.local.clickhouse.ClickHouseLibrary;
import io.changelens.local.clickhouse.Credentials;
import io.changelens.local.clickhouse.Migrations;
import io.changelens.local.dashboard.Dashboard;
import io.changelens.local.dashboard.DashboardAccess;
import io.changelens.local.dashboard.PageServer;
import io.changelens.local.process.Ports;
import io.changelens.local.process.Ports.Wish;
import io.changelens.verify.dashboard.Browser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One file: one server answers all requests. */
class DashboardTest {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private Path directory;
    private Credentials credentials;
    private List<Integer> ports;
    private DashboardAccess access;

    @BeforeEach
    void prepare() throws Exception {
        directory = StackFixture.scratch("dashboard");
        access = DashboardAccess.renew(directory);
        credentials = Credentials.ofDataDir(directory, Map.of());
        ports = Ports.choose(List.of(Wish.any(), Wish.any(), Wish.any()));
    }

    @AfterEach
    void remove() {
        StackFixture.delete(directory);
    }

    @Test
    void saysThatClickHouseIsGoneAndRecoversByItself() throws Exception {
        URI clickHouse = URI.create("http://127.0.0.1:" + ports.get(0));
        try (Dashboard dashboard = serve(Dashboard.builtFiles(), clickHouse);
                Browser browser = Browser.at(access.link(page()))) {
            try (ClickHouse server = startClickHouse()) {
                Migrations.apply(endpoints(server.address()), credentials);
                browser.open("#/changes?lang=en&range=all", 1400);
                assertThat(browser.text("#content")).contains("No data yet.");
                add(server, "CHG-1");
                browser.await("the first change", b -> b.text("#content").contains("CHG-1"));
                assertThat(browser.text("[data-part=down]")).isEmpty();
            }
            browser.await("the page to notice", b -> b.text("[data-part=down]").contains("ClickHouse does not answer"));
            assertThat(browser.text("#content")).contains("CHG-1");
            assertThat(browser.violations()).isEmpty();
            try (ClickHouse server = startClickHouse()) {
                add(server, "CHG-2");
                browser.await("the page to recover", b -> b.text("#content").contains("CHG-2"));
                assertThat(browser.text("[data-part=down]")).isEmpty();
            }
            assertThat(dashboard).isNotNull();
        }
    }

    @Test
    void servesFilesWithWhatBrowsersNeedToTrustThem() throws Exception {
        Files.createDirectories(directory.resolve("site/assets"));
        Files.writeString(directory.resolve("site/index.html"), "<title>page</title>");
        Files.writeString(directory.resolve("site/assets/a-1f.js"), "1");
        Files.writeString(directory.resolve("secret.txt"), "hush");
        try (Dashboard dashboard = serve(directory.resolve("site"), URI.create("http://127.0.0.1:8123"))) {
            assertThat(dashboard).isNotNull();
            HttpResponse<String> index = get("/");
            assertThat(index.statusCode()).isEqualTo(200);
            assertThat(header(index, "content-type")).isEqualTo("text/html; charset=utf-8");
            assertThat(header(index, "cache-control")).isEqualTo("no-cache");
            assertThat(header(index, "content-security-policy"))
                    .contains(
                            "default-src 'none'",
                            "connect-src 'self' http://127.0.0.1:8123/",
                            "frame-ancestors 'none'");
            assertThat(header(index, "x-content-type-options")).isEqualTo("nosniff");
            HttpResponse<String> script = get("/assets/a-1f.js");
            assertThat(header(script, "content-type")).startsWith("text/javascript");
            assertThat(header(script, "cache-control")).contains("immutable");
            HttpResponse<String> config = config(access.session());
            assertThat(config.body())
                    .contains("\"user\":\"reader\"", credentials.reader().password());
            assertThat(config.body())
                    .doesNotContain(
                            credentials.admin().password(), credentials.writer().password());
            assertThat(header(config, "cache-control")).isEqualTo("no-store");
            assertThat(get("/../secret.txt").statusCode()).isEqualTo(404);
            assertThat(get("/%2e%2e/secret.txt").statusCode()).isEqualTo(404);
            assertThat(get("/nothing").statusCode()).isEqualTo(404);
            for (String odd : List.of("/%00", "/index.html%00.js", "/%", "//x", "/%ff", "*", "/a b", "http://x/y")) {
                assertThat(statusLine("GET " + odd + " HTTP/1.1\r\nHost: 127.0.0.1:" + ports.get(2)))
                        .as(odd)
                        .containsAnyOf(" 404 ", " 400 ");
            }
            assertThat(statusLine("POST / HTTP/1.1\r\nHost: 127.0.0.1:" + ports.get(2)))
                    .contains("405");
        }
    }

    @Test
    void theReadersPasswordIsGivenToThoseWithASessionAlone() throws Exception {
        String password = credentials.reader().password();
        try (Dashboard dashboard = serve(directory, URI.create("http://127.0.0.1:8123"))) {
            assertThat(dashboard).isNotNull();
            for (HttpResponse<String> refused : List.of(
                    get("/config.json"),
                    get("/config.json?session=" + access.session()),
                    config(""),
                    config(access.session() + "x"),
                    config(code()),
                    signIn(""),
                    signIn(access.session()),
                    signIn("x".repeat(code().length())),
                    signIn(code(), "Origin", "http://evil.example"))) {
                assertThat(refused.statusCode()).isEqualTo(401);
                assertThat(refused.body()).doesNotContain(password, access.session());
            }
            HttpResponse<String> signedIn = signIn(code());
            assertThat(signedIn.body()).contains(access.session());
            assertThat(header(signedIn, "cache-control")).isEqualTo("no-store");
            assertThat(config(access.session()).body()).contains(password);
        }
    }

    @Test
    void aSessionOutlivesTheRunAndACodeDoesNot() throws Exception {
        String code = code();
        String session = access.session();
        access = DashboardAccess.renew(directory);
        try (Dashboard dashboard = serve(directory, URI.create("http://127.0.0.1:8123"))) {
            assertThat(dashboard).isNotNull();
            assertThat(config(session).statusCode()).isEqualTo(200);
            assertThat(signIn(code).statusCode()).isEqualTo(401);
            assertThat(code()).isNotEqualTo(code);
        }
        assertThat(DashboardAccess.of(directory).link(page())).isEqualTo(access.link(page()));
        assertThat(Files.getPosixFilePermissions(directory.resolve("dashboard-access")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void aBrowserWithoutASessionIsToldWhatToDoAndOneWithALinkNeedsItOnce() throws Exception {
        URI clickHouse = URI.create("http://127.0.0.1:" + ports.get(0));
        try (ClickHouse server = startClickHouse();
                Dashboard dashboard = serve(Dashboard.builtFiles(), clickHouse);
                Browser browser = Browser.at(page())) {
            assertThat(dashboard).isNotNull();
            Migrations.apply(endpoints(server.address()), credentials);
            browser.show("");
            browser.await("the hint", b -> b.texts("[data-part=sign-in]").size() == 2);
            assertThat(browser.texts("[data-part=sign-in]")).allMatch(line -> line.contains("./changelens dashboard"));
            assertThat(browser.violations()).isEmpty();

            browser.show("#/changes?lang=en&code=" + code());
            browser.awaitReady();
            assertThat(browser.text("#content")).contains("No data yet.");
            assertThat(browser.address())
                    .startsWith(page() + "#/changes?lang=en")
                    .doesNotContain("code");
            browser.show("#/changes?lang=en");
            browser.awaitReady();
            browser.complaints();
            browser.show("#/?code=old");
            browser.awaitReady();
            assertThat(browser.all("[data-part=sign-in]")).isEmpty();
        }
    }

    @Test
    void slowAndManyClientsDoNotKeepThePageFromOthers() throws Exception {
        List<Socket> clients = new ArrayList<>();
        try (Dashboard dashboard = serve(directory, URI.create("http://127.0.0.1:8123"))) {
            assertThat(dashboard).isNotNull();
            for (int i = 0; i < 3 * PageServer.MOST_CONNECTIONS; i++) {
                Socket client = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), ports.get(2));
                client.setSoTimeout(30_000);
                client.getOutputStream().write("GET / HTTP/1.1\r\nX: ".getBytes(StandardCharsets.UTF_8));
                clients.add(client);
            }
            long begun = System.nanoTime();
            assertThat(get("/").statusCode()).isEqualTo(404);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
            // The last one is still open: a byte now and then does not keep it.
            Socket last = clients.get(clients.size() - 1);
            long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            boolean open = true;
            while (open && System.nanoTime() < limit) {
                Thread.sleep(100);
                try {
                    last.getOutputStream().write('x');
                } catch (IOException e) {
                    open = false;
                }
            }
            assertThat(open).isFalse();
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @Test
    void endlessRequestsAreCutOff() throws Exception {
        try (Dashboard dashboard = serve(directory, URI.create("http://127.0.0.1:8123"))) {
            assertThat(dashboard).isNotNull();
            assertThat(statusLine("GET /" + "x".repeat(100_000) + " HTTP/1.1\r\nHost: 127.0.0.1:" + ports.get(2)))
                    .contains(" 400 ");
            assertThat(statusLine("POST /session HTTP/1.1\r\nHost: 127.0.0.1:" + ports.get(2)
                            + "\r\nTransfer-Encoding: chunked\r\n\r\nfffff\r\n" + "x".repeat(50_000)))
                    .containsAnyOf(" 400 ", " 413 ");
        }
    }

    @Test
    void answersToNoOtherName() throws Exception {
        try (Dashboard dashboard = serve(directory, URI.create("http://127.0.0.1:8123"))) {
            assertThat(dashboard).isNotNull();
            assertThat(statusLine("GET /config.json HTTP/1.1\r\nHost: evil.example:" + ports.get(2)))
                    .contains("421");
            assertThat(get("/").body()).contains("The page is not built");
        }
    }

    private Dashboard serve(Path files, URI clickHouse) throws Exception {
        return Dashboard.start(files, ports.get(2), clickHouse, credentials.reader(), access, PATIENCE);
    }

    private HttpResponse<String> config(String session) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(page().resolve("/config.json"))
                .header(Dashboard.SESSION, session)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> signIn(String code, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(page().resolve("/session")).POST(HttpRequest.BodyPublishers.ofString(code));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String code() {
        return access.link(page()).toString().replaceFirst(".*code=", "");
    }

    private URI page() {
        return URI.create("http://127.0.0.1:" + ports.get(2) + "/");
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.get(2) + path))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** The status line that answers a request of which only the head is given. */
    private String statusLine(String head) throws Exception {
        try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), ports.get(2))) {
            socket.getOutputStream()
                    .write((head + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }

    private ClickHouse startClickHouse() throws Exception {
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

    private Endpoints endpoints(URI clickHouse) {
        return new Endpoints("", clickHouse, ports.get(1), clickHouse, page(), directory);
    }

    private void add(ClickHouse server, String change) throws InterruptedException {
        new ClickHouseHttp(server.address())
                .query(
                        credentials.writer(),
                        "INSERT INTO changelens.changes (change_id, environment, production, state, actual_end, last_event_at, events)"
                                + " VALUES ({change:String}, 'production', true, 'SUCCEEDED', '2026-01-01 10:00:00',"
                                + " '2026-01-01 10:00:00', 1)",
                        Map.of("param_change", change));
    }
}
