package io.changelens.verify.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.local.flink.FlinkCluster;
import io.changelens.local.flink.FlinkPageRoutes;
import io.changelens.local.process.Ports;
import io.changelens.local.process.Ports.Wish;
import io.changelens.verify.dashboard.Browser;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.rest.RestServerEndpoint;
import org.apache.flink.runtime.rest.handler.RestHandlerSpecification;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Flink's page and REST interface are for looking only, whatever routes this version of Flink has.
 *
 * <p>One file: every request goes to one cluster, which takes most of the time to start.
 */
class FlinkPageTest {

    /** GETs that Flink has and that are refused: they write, or tell more than its page needs. */
    private static final Set<String> REFUSED = Set.of(
            "/applications/:applicationid/jobmanager/config",
            "/datasets",
            "/datasets/delete/:triggerid",
            "/jobmanager/config",
            "/jobmanager/environment",
            "/jobmanager/log",
            "/jobmanager/logs",
            "/jobmanager/logs/:filename",
            "/jobmanager/stdout",
            "/jobmanager/thread-dump",
            "/jobs/:jobid/checkpoints/:triggerid",
            "/jobs/:jobid/execution-result",
            "/jobs/:jobid/jobmanager/config",
            "/jobs/:jobid/jobmanager/environment",
            "/jobs/:jobid/jobmanager/log-url",
            "/jobs/:jobid/rescaling/:triggerid",
            "/jobs/:jobid/savepoints/:triggerid",
            "/jobs/:jobid/taskmanagers/:taskmanagerid/log-url",
            "/jobs/:jobid/yarn-cancel",
            "/jobs/:jobid/yarn-stop",
            "/savepoint-disposal/:triggerid",
            "/taskmanagers/:taskmanagerid/log",
            "/taskmanagers/:taskmanagerid/logs",
            "/taskmanagers/:taskmanagerid/logs/:filename",
            "/taskmanagers/:taskmanagerid/stdout",
            "/taskmanagers/:taskmanagerid/thread-dump");

    private static final String FILES = "/:*";

    private static Path directory;
    private static FlinkCluster cluster;
    private static JobID id;
    private static String job;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        directory = StackFixture.scratch("flink");
        port = Ports.choose(List.of(Wish.any())).get(0);
        cluster = FlinkCluster.start(directory, port, 2, 1);
        id = cluster.submit(
                "looked-at", env -> env.fromSequence(1, Long.MAX_VALUE).sinkTo(new DiscardingSink<>()));
        cluster.awaitRunning(id);
        job = id.toHexString();
    }

    @AfterAll
    static void stop() {
        cluster.close();
        StackFixture.delete(directory);
    }

    @Test
    void everyRouteOfThisFlinkIsEitherShownOrRefused() throws Exception {
        Set<String> gets = new TreeSet<>();
        for (RestHandlerSpecification route : routes()) {
            if (route.getHttpMethod().name().equals("GET")) {
                gets.add(route.getTargetRestEndpointURL());
            }
        }

        Set<String> known = new HashSet<>(FlinkPageRoutes.ALLOWED);
        known.addAll(REFUSED);
        known.add(FILES);
        assertThat(gets).containsExactlyInAnyOrderElementsOf(known);
        assertThat(FlinkPageRoutes.ALLOWED).doesNotContainAnyElementsOf(REFUSED);
    }

    @Test
    void nothingButLookingIsPossible() throws Exception {
        Set<String> methods = new TreeSet<>();
        for (RestHandlerSpecification route : routes()) {
            String method = route.getHttpMethod().name();
            String path = route.getTargetRestEndpointURL()
                    .replace(":jobid", job)
                    .replaceAll(":[a-z]*id", "0".repeat(32))
                    .replaceAll(":[A-Za-z]+", "0");
            for (String prefix : List.of("", "/v1")) {
                if (!method.equals("GET")) {
                    methods.add(method);
                    assertThat(send(method, prefix + path).statusCode())
                            .as(method + path)
                            .isEqualTo(405);
                } else if (REFUSED.contains(route.getTargetRestEndpointURL())) {
                    assertThat(send("GET", prefix + path).statusCode()).as(path).isEqualTo(403);
                }
            }
        }
        assertThat(methods).contains("POST", "PATCH", "DELETE", "PUT");
        assertThat(send("PATCH", "/jobs/" + job + "?mode=cancel").statusCode()).isEqualTo(405);
        assertThat(cluster.progress(id).running()).isTrue();
    }

    /** Only who can read the data directory may ask, and for nothing else. */
    @Test
    void checkpointsAreTakenForTheOwnerAlone() throws Exception {
        String path = "/jobs/" + job + "/checkpoints";
        String secret = Files.readString(directory.resolve("checkpoint-access")).strip();
        String head = " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nContent-Length: 2\r\nAuthorization: Bearer ";
        assertThat(raw("POST " + path + head + "wrong")).contains(" 405 ");
        assertThat(raw("POST " + path + head + secret + "x")).contains(" 405 ");
        assertThat(raw("POST /jobs/" + job + "/savepoints" + head + secret)).contains(" 405 ");
        assertThat(raw("PATCH /jobs/" + job + head + secret)).contains(" 405 ");
        assertThat(raw("POST " + path + "/../savepoints" + head + secret)).contains(" 405 ");
        assertThat(raw("POST " + path + head + secret + "\r\nOrigin: http://evil.example"))
                .contains(" 403 ");
        long before = cluster.progress(id).checkpoints();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + secret)
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(202);
        while (cluster.progress(id).checkpoints() == before) {
            Thread.sleep(50);
        }
        assertThat(Files.getPosixFilePermissions(directory.resolve("checkpoint-access")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void noSpellingOfAPathPasses() throws Exception {
        for (String path : List.of(
                "/jobs/" + job + "/yarn-cancel/",
                "/jobs/" + job + "/yarn%2Dcancel",
                "//jobs/" + job + "//yarn-cancel",
                "/jobs/overview/../" + job + "/yarn-cancel",
                "/jobs/" + job + "/yarn-cancel?x=/overview",
                "/jobs/" + job + "%2Fyarn-cancel",
                "/v1//jobs/" + job + "/yarn-cancel",
                "/jobs/" + job + ";/yarn-cancel",
                "http://127.0.0.1:" + port + "/jobs/" + job + "/yarn-cancel",
                "/..%2f..%2fetc/passwd",
                "/../../etc/passwd")) {
            assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port))
                    .as(path)
                    .contains(" 403 ");
        }
        assertThat(cluster.progress(id).running()).isTrue();
    }

    @Test
    void otherNamesAndOtherPagesAreRefused() throws Exception {
        assertThat(raw("GET /jobs HTTP/1.1\r\nHost: evil.example:" + port)).contains(" 421 ");
        assertThat(raw("GET /jobs HTTP/1.0\r\nX: y")).contains(" 421 ");
        assertThat(raw("GET /jobs HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nOrigin: http://evil.example"))
                .contains(" 403 ");
        assertThat(send("GET", "/jobs").headers().allValues("access-control-allow-origin"))
                .containsExactly("http://127.0.0.1:" + port);
    }

    @Test
    void anUploadIsRefusedBeforeItIsWritten() throws Exception {
        String head = "POST /jobs HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000000";
        assertThat(raw(head)).contains(" 405 ");
        try (var files = Files.walk(directory)) {
            assertThat(files.filter(file -> file.toString().contains("flink-web-upload"))
                            .filter(Files::isRegularFile))
                    .isEmpty();
        }
    }

    @Test
    void thePageShowsTheJobs() throws Exception {
        try (Browser browser = Browser.at(URI.create("http://127.0.0.1:" + port + "/"))) {
            browser.show("#/overview");
            browser.await("the job", b -> b.text("body").contains("looked-at"));
            browser.show("#/job/running/" + job + "/overview");
            browser.await("the job's graph", b -> b.text("body").contains("Sequence Source"));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static HttpResponse<String> send(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The status line that answers a head as it is. */
    private static String raw(String head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readNBytes(40), StandardCharsets.UTF_8);
        }
    }

    /** Flink's own route table, from the endpoint that serves. */
    private static List<RestHandlerSpecification> routes() throws Exception {
        Object component = ((Collection<?>) field(field(cluster, "cluster"), "dispatcherResourceManagerComponents"))
                .iterator()
                .next();
        Object endpoint = field(component, "webMonitorEndpoint");
        Field handlers = RestServerEndpoint.class.getDeclaredField("handlers");
        handlers.setAccessible(true);
        return ((Collection<?>) handlers.get(endpoint))
                .stream()
                        .map(entry -> (RestHandlerSpecification) ((Tuple2<?, ?>) entry).f0)
                        .toList();
    }

    private static Object field(Object of, String name) throws ReflectiveOperationException {
        Field field = of.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(of);
    }
}
