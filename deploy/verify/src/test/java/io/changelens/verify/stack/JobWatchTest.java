package io.changelens.verify.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.local.flink.FlinkCluster;
import io.changelens.local.flink.JobWatch;
import io.changelens.local.process.Ports;
import io.changelens.local.process.Ports.Wish;
import io.changelens.pipeline.decode.RecordFailure;
import io.changelens.pipeline.decode.RecordPosition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobWatchTest {

    private static final AtomicBoolean BREAK = new AtomicBoolean();

    private Path directory;
    private FlinkCluster flink;
    private JobID job;

    @BeforeEach
    void start() throws Exception {
        BREAK.set(false);
        directory = StackFixture.scratch("flink");
        flink = FlinkCluster.start(directory, Ports.choose(List.of(Wish.any())).get(0), 2, 1);
        job = flink.submit(
                "fragile",
                env -> env.fromSequence(1, Long.MAX_VALUE).map(new Fragile()).sinkTo(new DiscardingSink<>()));
        flink.awaitRunning(job);
    }

    @AfterEach
    void stop() {
        flink.close();
        StackFixture.delete(directory);
    }

    @Test
    void aJobThatFailsAtOneRecordAgainAndAgainIsGivenUpWithTheRecord() throws Exception {
        try (JobWatch watch = JobWatch.start(flink, List.of(job), Duration.ofSeconds(10), () -> false)) {
            BREAK.set(true);
            assertThat(watch.dead().get(90, TimeUnit.SECONDS))
                    .contains("the job fragile has not come to run for 1")
                    .contains("on purpose (at topic deployments, partition 1, offset 42)");
        }
    }

    @Test
    void oneThatRestartsAndGoesOnIsNot() throws Exception {
        try (JobWatch watch = JobWatch.start(flink, List.of(job), Duration.ofSeconds(10), () -> false)) {
            BREAK.set(true);
            Thread.sleep(3000);
            BREAK.set(false);
            flink.awaitRunning(job);
            Thread.sleep(12_000);
            assertThat(watch.dead()).isNotDone();
        }
    }

    @Test
    void aClusterWithoutTaskManagerIsDead() throws Exception {
        var field = FlinkCluster.class.getDeclaredField("cluster");
        field.setAccessible(true);
        try (JobWatch watch = JobWatch.start(flink, List.of(job), Duration.ofMinutes(10), () -> false)) {
            ((MiniCluster) field.get(flink)).terminateTaskManager(0).get();
            assertThat(watch.dead().get(60, TimeUnit.SECONDS)).startsWith("Flink has no task manager left");
        }
    }

    private static final class Fragile implements MapFunction<Long, Long> {
        @Override
        public Long map(Long value) throws Exception {
            Thread.sleep(1);
            if (BREAK.get()) {
                throw RecordFailure.at(
                        new RecordPosition("deployments", 1, 42, 0), new IllegalStateException("on purpose"));
            }
            return value;
        }
    }
}
