package io.changelens.verify.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.changelens.local.UserError;
import io.changelens.local.clickhouse.Credentials;
import io.changelens.local.clickhouse.Credentials.Login;
import io.changelens.local.process.ConfinedLaunch;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No query of any user reads a file that is not ClickHouse's own, or connects to anybody. */
class ConfinementTest {

    private static final String CANARY = "canary-" + UUID.randomUUID();

    private static OwnClickHouse clickHouse;
    private static Path outside;

    @BeforeAll
    static void start() throws Exception {
        clickHouse = OwnClickHouse.start();
        assumeTrue(
                clickHouse.server().notConfined().isEmpty(),
                () -> "this system cannot confine it: " + clickHouse.server().notConfined());
        outside = clickHouse.directory().resolve("outside.txt");
        Files.writeString(outside, CANARY + "\n");
    }

    @AfterAll
    static void stop() {
        clickHouse.close();
    }

    @Test
    void theFileFunctionReadsNoFileOfAnybody() throws Exception {
        Path own = clickHouse.directory();
        List<String> files = List.of(
                outside.toString(),
                own.resolve("credentials").toString(),
                own.resolve("clickhouse/../credentials").toString(),
                own.resolve("logs/clickhouse.log").toString(),
                own.resolve("clickhouse/log/clickhouse.log").toString(),
                "/etc/passwd",
                "/proc/self/environ",
                "/proc/self/cmdline",
                "/proc/self/maps",
                "/proc/self/fd/1",
                "/dev/stdout",
                "/proc/" + ProcessHandle.current().pid() + "/environ",
                "/proc/" + ProcessHandle.current().pid() + "/cmdline");
        for (Login login : users()) {
            for (String file : files) {
                assertThatThrownBy(() -> clickHouse.query(login, "SELECT length(file('" + file + "'))"))
                        .as(login + ": " + file)
                        .isInstanceOf(UserError.class)
                        .hasMessageContaining("Permission denied");
            }
        }
    }

    @Test
    void itsConfigurationIsGoneOnceItHasReadIt() throws Exception {
        for (int i = 0; i < 2; i++) {
            String sql = "SELECT length(file('" + ConfinedLaunch.secretFile(i) + "'))";
            assertThat(clickHouse.query(clickHouse.credentials().reader(), sql)).isEqualTo("0");
        }
        try (var files = Files.walk(clickHouse.directory().resolve("clickhouse"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".xml"))).isEmpty();
        }
    }

    @Test
    void linksLeadNowhere() throws Exception {
        Path link = clickHouse.directory().resolve("clickhouse/data/link");
        Files.createSymbolicLink(link, outside);

        assertThat(clickHouse.answer(clickHouse.credentials().reader(), "SELECT file('" + link + "')"))
                .contains("Permission denied");
    }

    @Test
    void formatsReadNoTemplateOrSchemaOfSomebodyElse() throws Exception {
        List<String> statements = List.of(
                "SELECT 1 FORMAT Template SETTINGS format_template_resultset = '%s'",
                "SELECT 1 AS x FORMAT Template SETTINGS format_template_row = '%s'",
                "SELECT 1 AS x FORMAT Protobuf SETTINGS format_schema = '%s:M'",
                "SELECT 1 AS x FORMAT CapnProto SETTINGS format_schema = '%s:M'",
                "SELECT * FROM format(Template, '1') SETTINGS format_template_resultset = '%s'");
        for (Login login : users()) {
            for (String statement : statements) {
                assertThat(clickHouse.answer(login, statement.formatted(outside)))
                        .as(statement)
                        .startsWith("ClickHouse error")
                        .doesNotContain(CANARY);
            }
        }
    }

    /** The admin may use what reads files and opens connections: it finds none. */
    @Test
    void theAdminReachesNothingElseEither() throws Exception {
        Login admin = clickHouse.credentials().admin();
        for (String sql : List.of(
                "SELECT * FROM file('" + outside + "', LineAsString)",
                "SELECT * FROM `" + outside + "`",
                "INSERT INTO FUNCTION file('" + outside + "', LineAsString) VALUES ('x')",
                "CREATE TABLE default.f (x String) ENGINE = File(LineAsString, '" + outside + "')")) {
            assertThat(clickHouse.answer(admin, sql)).as(sql).doesNotContain(CANARY);
        }
        assertThat(clickHouse.answer(admin, "SELECT * FROM default.f")).doesNotContain(CANARY);
        assertThat(outside).hasContent(CANARY);
    }

    @Test
    void noConnectionIsOpened() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 8, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            listener.setSoTimeout(500);
            int port = listener.getLocalPort();
            String once = " SETTINGS http_max_tries = 1, connect_timeout_with_failover_ms = 200";
            for (String sql : List.of(
                    "SELECT * FROM url('http://127.0.0.1:" + port + "/', LineAsString)" + once,
                    "SELECT * FROM remote('127.0.0.1:" + port + "', system.one)" + once)) {
                assertThat(clickHouse.answer(clickHouse.credentials().admin(), sql))
                        .as(sql)
                        .contains("Permission denied");
            }
            assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void theChildsEnvironmentIsNotOurs() throws Exception {
        Path environment = Path.of("/proc/" + clickHouse.server().process().pid() + "/environ");

        List<String> names = new ArrayList<>();
        for (String entry : Files.readString(environment).split("\0", -1)) {
            if (!entry.isEmpty()) {
                names.add(entry.replaceAll("=.*", ""));
            }
        }

        assertThat(names)
                .isSubsetOf(
                        "PATH", "HOME", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "CLASSPATH", "PWD");
    }

    private static List<Login> users() {
        Credentials credentials = clickHouse.credentials();
        return List.of(credentials.reader(), credentials.writer(), credentials.admin());
    }
}
