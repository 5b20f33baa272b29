package io.changelens.verify.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.cli.ImportCommand;
import io.changelens.cli.RunningStack;
import io.changelens.local.files.DataDirectory;
import io.changelens.local.kafka.BrokerMain;
import io.changelens.local.stack.StackState;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What {@code up} leaves behind and says when it, or a part of it, is stopped or killed. */
class UpProcessTest {

    private Path directory;

    @BeforeEach
    void prepare() throws Exception {
        directory = StackFixture.scratch("up");
    }

    @AfterEach
    void remove() {
        StackFixture.delete(directory);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 700, 1500, 3000, 6000, 10_000, 16_000})
    void stoppedAtAnyMomentOfTheStartItLeavesNothing(int millis) throws Exception {
        try (UpProcess up = UpProcess.start(directory)) {
            Thread.sleep(millis);
            up.signal("TERM");
            up.awaitEnd();

            assertThat(up.leftOver()).isEmpty();
            assertThat(up.lines()).noneMatch(line -> line.contains("Exception") || line.startsWith("\tat "));
            assertThat(StackState.running(up.stateFile())).isEmpty();
            assertThat(up.stateFile()).doesNotExist();
            DataDirectory.hold(directory.resolve("data"), false).close();
        }
    }

    @Test
    void aBrokerThatIsKilledIsToldInOneLine() throws Exception {
        try (UpProcess up = UpProcess.start(directory, "--set", "delivery.production=blue;green-*")) {
            assertThat(up.awaitReady().production()).containsExactly("blue", "green-*");
            int before = up.lines().size();
            up.child(BrokerMain.class).destroyForcibly();

            assertThat(up.awaitEnd()).isEqualTo(1);
            assertThat(up.lines().subList(before, up.lines().size()))
                    .containsExactly("changelens: Kafka was killed by signal 9; its log is "
                            + directory.resolve("data/logs/kafka.log") + "; the stack is stopped");
            assertThat(up.leftOver()).isEmpty();
            assertThat(up.stateFile()).doesNotExist();
        }
    }

    @Test
    void anImportSaysThatTheStackHasGoneWhileItWaited() throws Exception {
        try (UpProcess up = UpProcess.start(directory)) {
            up.awaitReady();
            // Flink stands still, the broker does not: everything is sent, and the jobs do not read it.
            up.signal("STOP");
            StringWriter said = new StringWriter();
            CompletableFuture<Integer> code = startImport(up, said, 1000, () -> {});
            Thread.sleep(10_000);
            assertThat(code).isNotDone();
            up.signal("KILL");

            assertThat(code.get(10, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(said.toString())
                    .contains(
                            "the stack has gone; all 1,000 events had been sent; the jobs read them when it is started again");
        }
    }

    @Test
    void anImportSaysThatTheStackHasGoneWhileItSent() throws Exception {
        try (UpProcess up = UpProcess.start(directory)) {
            up.awaitReady();
            ProcessHandle broker = up.child(BrokerMain.class);
            AtomicInteger asked = new AtomicInteger();
            StringWriter said = new StringWriter();
            CompletableFuture<Integer> code = startImport(up, said, 1000, () -> {
                // Once for the address, then by whoever watches: the broker has been found by then.
                if (asked.incrementAndGet() == 2) {
                    UpProcess.signal(broker, "STOP");
                }
            });
            Thread.sleep(10_000);
            assertThat(code).isNotDone();
            up.signal("KILL");

            try {
                assertThat(code.get(10, TimeUnit.SECONDS)).isEqualTo(1);
                assertThat(said.toString())
                        .contains("the stack has gone; 0 events had been sent; start it again and import again");
            } finally {
                broker.destroyForcibly();
            }
        }
    }

    private CompletableFuture<Integer> startImport(UpProcess up, StringWriter said, int events, Runnable asked)
            throws IOException {
        StringBuilder rows = new StringBuilder("eventId,occurredAt,verb,service,learner,cohort\n");
        for (int i = 0; i < events; i++) {
            rows.append("e").append(i).append(",2026-03-01T10:00:00Z,viewed,course-player,a,c\n");
        }
        Path file = Files.writeString(directory.resolve("activity.csv"), rows);
        PrintStream silent = StackFixture.silent();
        RunningStack stack = new OtherStack(() -> {
            asked.run();
            return StackState.running(up.stateFile()).map(StackState::kafka);
        });
        ImportCommand command = new ImportCommand(stack, silent, silent);
        CommandLine line = new CommandLine(command).setErr(new PrintWriter(said, true));
        line.setExecutionExceptionHandler((e, failed, parsed) -> {
            failed.getErr().println(e.getMessage());
            return 1;
        });
        return CompletableFuture.supplyAsync(() -> line.execute("learning-activity", file.toString()));
    }
}
