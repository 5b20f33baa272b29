package io.changelens.verify.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.changelens.local.Endpoints;
import io.changelens.local.UserError;
import io.changelens.local.flink.CheckpointRequests;
import io.changelens.local.flink.FlinkCluster;
import io.changelens.local.kafka.KafkaTopics;
import io.changelens.local.process.Ports;
import io.changelens.local.process.Ports.Wish;
import io.changelens.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlinkClusterTest {

    private static final String TOPIC = "flink-cluster-test";
    private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();

    private Path directory;

    @BeforeEach
    void prepare() throws Exception {
        directory = StackFixture.scratch("flink");
    }

    @AfterEach
    void remove() {
        StackFixture.delete(directory);
    }

    @Test
    void jobContinuesWhereItStopped() throws Exception {
        KafkaTopics.createMissing(StackFixture.get().endpoints().kafka(), List.of(Topic.log(TOPIC, 2)));
        publish("a");
        publish("b");
        try (FlinkCluster first = start()) {
            first.awaitRunning(first.submit("reader", FlinkClusterTest::define));
            awaitSeen(2);
        }
        publish("c");
        try (FlinkCluster second = start()) {
            second.awaitRunning(second.submit("reader", FlinkClusterTest::define));
            awaitSeen(3);
        }
        assertThat(SEEN).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void jobThatCannotRunIsReportedWithItsReason() throws Exception {
        try (FlinkCluster cluster = start()) {
            JobID id = cluster.submit(
                    "broken",
                    env -> env.fromSequence(1, 1).map(new CannotOpen()).sinkTo(new DiscardingSink<>()));

            assertThatThrownBy(() -> cluster.awaitRunning(id, Duration.ofSeconds(15)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("broken")
                    .hasMessageContaining("on purpose");
        }
    }

    @Test
    void checkpointsOfAnotherVersionAreDroppedOnce() throws Exception {
        Path old = Files.createDirectories(directory.resolve("checkpoints/reader/job/chk-1"));
        Files.writeString(old.resolve("_metadata"), "of another version");
        try (FlinkCluster cluster = start()) {
            cluster.awaitRunning(cluster.submit(
                    "idle",
                    env -> env.fromSequence(1, 1).sinkTo(new DiscardingSink<>()).uid("nowhere")));
        }

        assertThat(FlinkCluster.hasOlderState(directory)).isTrue();
        FlinkCluster.dropOlderState(directory);
        assertThat(old).doesNotExist();
        assertThat(FlinkCluster.hasOlderState(directory)).isFalse();
        assertThat(directory.resolve("checkpoints")).isNotEmptyDirectory();
    }

    /** Flink would wait for minutes for a question how the checkpoint went. */
    @Test
    void aCheckpointThatWasAskedForDoesNotHoldBackTheStop() throws Exception {
        Endpoints stack = StackFixture.get().endpoints();
        KafkaTopics.createMissing(stack.kafka(), List.of(Topic.log(TOPIC, 2)));
        FlinkCluster cluster = FlinkCluster.start(
                FlinkCluster.directory(directory),
                Ports.choose(List.of(Wish.any())).get(0),
                2,
                1);
        try {
            cluster.awaitRunning(cluster.submit("reader", env -> read(env).sinkTo(new DiscardingSink<>())));
            Endpoints at = new Endpoints(
                    stack.kafka(), stack.clickHouse(), 0, cluster.address(), stack.dashboard(), directory);
            assertThat(CheckpointRequests.of(at).orElseThrow().take("reader")).isTrue();
            assertThat(CheckpointRequests.of(at).orElseThrow().take("another")).isFalse();
        } finally {
            assertTimeout(Duration.ofSeconds(14), cluster::close);
        }
    }

    private static final class CannotOpen extends RichMapFunction<Long, Long> {
        @Override
        public void open(OpenContext context) {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public Long map(Long value) {
            return value;
        }
    }

    private static void define(StreamExecutionEnvironment env) throws Exception {
        read(env)
                .map(FlinkClusterTest::see)
                .uid("see")
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
    }

    private static DataStream<String> read(StreamExecutionEnvironment env) throws Exception {
        KafkaSource<String> source = KafkaSource.<String>builder()
                .setBootstrapServers(bootstrap())
                .setTopics(TOPIC)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setValueOnlyDeserializer(new SimpleStringSchema())
                .build();
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), "records")
                .uid("records");
    }

    private static String see(String value) {
        SEEN.add(value);
        return value;
    }

    private static void awaitSeen(int count) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (SEEN.size() < count && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
    }

    private static String bootstrap() throws Exception {
        return StackFixture.get().endpoints().kafkaBootstrap();
    }

    private static void publish(String value) throws Exception {
        StackFixture.get().publish(TOPIC, null, value.getBytes(StandardCharsets.UTF_8));
    }

    private FlinkCluster start() throws Exception {
        return FlinkCluster.start(directory, Ports.choose(List.of(Wish.any())).get(0), 2, 1);
    }
}
