package io.changelens.verify.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.local.Endpoints;
import io.changelens.local.clickhouse.ReaderLimits;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the reader's questions may take, and when they end. */
class ReaderLimitsTest {

    /** Would run for hours, and reads no further rows while it does. */
    private static final String ENDLESS =
            "SELECT count() FROM numbers(1000000) AS a CROSS JOIN numbers(1000000) AS b CROSS JOIN numbers(1000000) AS c"
                    + " WHERE NOT ignore(sipHash64(a.number, b.number, c.number))";

    private static OwnClickHouse clickHouse;

    @BeforeAll
    static void start() throws Exception {
        clickHouse = OwnClickHouse.start();
        admin("CREATE TABLE " + Endpoints.DATABASE + ".written (n UInt64) ENGINE = MergeTree ORDER BY n");
    }

    @AfterAll
    static void stop() {
        clickHouse.close();
    }

    private static String admin(String sql) throws InterruptedException {
        return clickHouse.query(clickHouse.credentials().admin(), sql);
    }

    private static String reader(String sql) throws InterruptedException {
        return clickHouse.answer(clickHouse.credentials().reader(), sql);
    }

    @Test
    void aQuestionEndsByItself() throws Exception {
        long start = System.nanoTime();

        assertThat(reader(ENDLESS + " SETTINGS max_execution_time = 3")).contains("TIMEOUT_EXCEEDED");

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(20));
        assertThat(reader("SELECT getSetting('max_execution_time')"))
                .isEqualTo(Integer.toString(ReaderLimits.USUAL_SECONDS));
    }

    @Test
    void aQuestionTakesNoMoreThanItsShareOfMemory() throws Exception {
        ReaderLimits limits = ReaderLimits.ofMachine();

        assertThat(reader("SELECT groupArray(number) FROM numbers(100000000000)"))
                .contains("MEMORY_LIMIT_EXCEEDED");
        assertThat(reader("SELECT getSetting('max_memory_usage'), getSetting('max_memory_usage_for_user')"))
                .isEqualTo(limits.memoryOfOne() + "\t" + limits.memoryOfAll());
    }

    @Test
    void noSettingLiftsALimit() throws Exception {
        for (String setting : List.of(
                "max_execution_time = 0",
                "max_execution_time = " + (ReaderLimits.MOST_SECONDS + 1),
                "max_memory_usage = 0",
                "max_memory_usage = 1000000000000",
                "max_memory_usage_for_user = 0",
                "max_untracked_memory = 1000000000000",
                "max_threads = 1000",
                "max_concurrent_queries_for_user = 0",
                "max_result_bytes = 0",
                "max_temporary_data_on_disk_size_for_user = 0",
                "cancel_http_readonly_queries_on_client_close = 0",
                "readonly = 0",
                // The profile of other users has no limits; taking it does not take away one's own.
                "profile = 'default', max_execution_time = 1000",
                "profile = 'default', max_threads = 1000")) {
            assertThat(reader("SELECT 1 SETTINGS " + setting)).as(setting).startsWith("ClickHouse error");
        }
    }

    @Test
    void whatDriversSetIsAllowed() throws Exception {
        assertThat(reader("""
                                SELECT 1 SETTINGS max_execution_time = 65, max_result_rows = 1000, result_overflow_mode = 'break',
                                  output_format_json_quote_64bit_integers = 0, max_block_size = 1000, session_timezone = 'UTC'
                                """)).isEqualTo("1");
    }

    @Test
    void itEndsWhenItsClientLeaves() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(clickHouse.server().address() + "/"))
                .header("X-ClickHouse-User", clickHouse.credentials().reader().user())
                .header("X-ClickHouse-Key", clickHouse.credentials().reader().password())
                .timeout(Duration.ofSeconds(3))
                .POST(HttpRequest.BodyPublishers.ofString(ENDLESS + " /* left */"))
                .build();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofString());

        assertThat(await("1")).as("it runs").isEqualTo("1");
        assertThat(answer.handle((response, e) -> e != null).get(30, TimeUnit.SECONDS))
                .as("the client left")
                .isTrue();
        assertThat(await("0")).as("it has ended").isEqualTo("0");
    }

    private static String await(String expected) throws InterruptedException {
        String running = "";
        for (int left = 100; left > 0 && !running.equals(expected); left--) {
            running = admin("SELECT count() FROM system.processes WHERE user = 'reader' AND query LIKE '%/* left */%'");
            Thread.sleep(100);
        }
        return running;
    }

    @Test
    void theReaderCannotStopTheWriter() throws Exception {
        List<CompletableFuture<String>> questions = new ArrayList<>();
        for (int i = 0; i < ReaderLimits.AT_ONCE + 4; i++) {
            questions.add(CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return reader(ENDLESS + " SETTINGS max_execution_time = 20");
                        } catch (InterruptedException e) {
                            return "interrupted";
                        }
                    },
                    task -> new Thread(task).start()));
        }
        Thread.sleep(5000);

        long start = System.nanoTime();
        clickHouse.query(
                clickHouse.credentials().writer(),
                "INSERT INTO " + Endpoints.DATABASE + ".written SELECT number FROM numbers(20000)");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));

        List<String> answers = questions.stream().map(CompletableFuture::join).toList();
        assertThat(answers)
                .filteredOn(answer -> answer.contains("Too many simultaneous queries"))
                .hasSize(4);
        assertThat(answers)
                .filteredOn(answer -> answer.contains("TIMEOUT_EXCEEDED"))
                .hasSize(ReaderLimits.AT_ONCE);
    }
}
