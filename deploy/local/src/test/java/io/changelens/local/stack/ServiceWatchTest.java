package io.changelens.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class ServiceWatchTest {

    private static final Duration EVERY = Duration.ofMillis(20);
    private static final Duration QUIET = Duration.ofMillis(300);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final AtomicBoolean answers = new AtomicBoolean(true);

    private ServiceWatch start() {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return ServiceWatch.start("ClickHouse at http://there", answers::get, out, EVERY, QUIET);
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static void await(BooleanSupplier holds) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!holds.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
        assertThat(holds.getAsBoolean()).isTrue();
    }

    @Test
    void oneLineWhenItIsAwayAndOneWhenItIsBack() throws Exception {
        try (ServiceWatch watch = start()) {
            for (int time = 1; time <= 2; time++) {
                int before = lines().size();
                answers.set(false);
                await(() -> lines().size() > before);
                Thread.sleep(2 * QUIET.toMillis());
                assertThat(watch.away()).isTrue();
                answers.set(true);
                await(() -> lines().size() == before + 2);
                await(() -> !watch.away());
            }
        }
        assertThat(lines()).hasSize(4);
        assertThat(lines().get(0))
                .matches(
                        "ClickHouse at http://there does not answer since [0-9:]+; the jobs wait and go on by themselves");
        assertThat(lines().get(1)).matches("ClickHouse at http://there answers again after \\d+ s");
    }

    @Test
    void aShortSilenceIsNotToldButKnown() throws Exception {
        try (ServiceWatch watch = start()) {
            answers.set(false);
            await(watch::away);
            answers.set(true);
            await(() -> !watch.away());
        }
        assertThat(lines()).isEmpty();
    }
}
