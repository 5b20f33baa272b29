package io.changelens.verify.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.local.Endpoints;
import io.changelens.local.clickhouse.ClickHouse;
import io.changelens.local.clickhouse.ClickHouseLibrary;
import io.changelens.local.flink.Jobs;
import io.changelens.schemas.LearningActivityEvent;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** A ClickHouse that is away comes back, and nothing is lost, counted twice or started again. In order. */
@TestMethodOrder(OrderAnnotation.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ClickHouseAwayTest {

    private static final Instant MORNING = Instant.parse("2026-03-02T08:00:00Z");
    private static final String COUNTED =
            "SELECT sum(events) FROM outcome_minutes FINAL WHERE value_stream = 'unmapped'";

    private static StackFixture fixture;
    private static ClickHouse restarted;
    private static int sent;

    @BeforeAll
    static void start() throws Exception {
        fixture = StackFixture.start(Jobs.all().subList(0, 1));
    }

    @AfterAll
    static void stop() {
        fixture.stop();
        if (restarted != null) {
            restarted.close();
        }
    }

    @AfterEach
    void nothingIsLostAndNoJobHasFailed() throws Exception {
        String counted = "";
        for (int i = 0; i < 4 && !counted.equals(Integer.toString(sent)); i++) {
            counted = fixture.awaitValue(COUNTED, Integer.toString(sent));
        }
        assertThat(counted).isEqualTo(Integer.toString(sent));
        assertThat(fixture.query("SELECT count() FROM rejected_records")).isEqualTo("0");
        assertThat(fixture.query("SELECT count() FROM late_events")).isEqualTo("0");
        assertThat(fixture.awaitUnaccounted()).isEqualTo("0");
        assertThat(FlinkPage.failures(fixture.endpoints().flink())).isEmpty();
    }

    /** Some for each second of the morning so far, so that what is sent while ClickHouse is away has minutes of its own. */
    private static void send(int events) {
        for (int i = 0; i < events; i++) {
            LearningActivityEvent event = LearningActivityEvent.newBuilder()
                    .setEventId("e" + sent)
                    .setOccurredAt(MORNING.plusMillis(sent * 100L))
                    .setVerb("v")
                    .setService("nobody")
                    .setLearner("l" + sent % 50)
                    .build();
            fixture.send(
                    Topics.LEARNING_ACTIVITY,
                    event.getLearner().getBytes(StandardCharsets.UTF_8),
                    RecordKind.LEARNING_ACTIVITY.encode(event));
            sent++;
        }
    }

    private static ProcessHandle server() {
        String path = "--path=" + fixture.endpoints().dataDir();
        return ProcessHandle.current()
                .descendants()
                .filter(p -> p.info().commandLine().orElse("").contains(path))
                .findFirst()
                .orElseThrow();
    }

    private static void signal(String signal) throws Exception {
        new ProcessBuilder("kill", signal, Long.toString(server().pid()))
                .start()
                .waitFor();
    }

    @Test
    @Order(1)
    void frozenForLongerThanItsSilenceIsBorne() throws Exception {
        send(2_000);
        fixture.awaitValue(COUNTED, "2000");
        signal("-STOP");
        send(2_000);
        Thread.sleep(75_000);
        signal("-CONT");
    }

    @Test
    @Order(2)
    void aTableThatTakesNoRowsForAWhile() throws Exception {
        fixture.query("ALTER TABLE outcome_minutes MODIFY SETTING table_readonly = 1");
        send(2_000);
        Thread.sleep(8_000);
        fixture.query("ALTER TABLE outcome_minutes MODIFY SETTING table_readonly = 0");
    }

    @Test
    @Order(3)
    void aTableThatIsGoneForAWhile() throws Exception {
        fixture.query("DETACH TABLE outcome_minutes");
        send(2_000);
        Thread.sleep(8_000);
        fixture.query("ATTACH TABLE outcome_minutes");
    }

    @Test
    @Order(4)
    void killedAndStartedAgainOnTheSamePort() throws Exception {
        Endpoints endpoints = fixture.endpoints();
        signal("-KILL");
        send(2_000);
        Thread.sleep(10_000);
        restarted = ClickHouse.start(
                ClickHouseLibrary.provide(System.getenv(), StackFixture.silent()),
                endpoints.dataDir().resolve("clickhouse"),
                endpoints.dataDir().resolve("logs/clickhouse-again.log"),
                endpoints.clickHouse().getPort(),
                endpoints.clickHouseNativePort(),
                fixture.credentials());
        restarted.awaitReady();
    }
}
