package io.changelens.verify.stack;

import io.changelens.local.Endpoints;
import io.changelens.local.clickhouse.ClickHouseHttp;
import io.changelens.local.clickhouse.Credentials;
import io.changelens.local.clickhouse.Credentials.Login;
import io.changelens.local.files.Directories;
import io.changelens.local.flink.JobDefinition;
import io.changelens.local.flink.Jobs;
import io.changelens.local.stack.Stack;
import io.changelens.local.stack.StackOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real broker, a real ClickHouse with our tables, Flink and our jobs: started once per JVM, on free ports. */
public final class StackFixture {

    private static StackFixture shared;

    private final Stack stack;
    private final KafkaProducer<byte[], byte[]> producer;

    private StackFixture(Stack stack) {
        this.stack = stack;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        stack.endpoints().kafkaBootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** The one of this JVM. */
    public static synchronized StackFixture get() throws Exception {
        if (shared == null) {
            Path directory = scratch("stack");
            Stack stack = Stack.start(StackOptions.isolated(directory), Jobs.all(), silent());
            shared = new StackFixture(stack);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                stack.close();
                delete(directory);
            }));
        }
        return shared;
    }

    /** One of a test's own, with some of the jobs; whoever starts it closes it. */
    public static StackFixture start(List<JobDefinition> jobs) throws Exception {
        return start(StackOptions.isolated(scratch("stack")), jobs);
    }

    /** One in a place of a test's own; whoever starts it closes it. */
    public static StackFixture start(StackOptions options, List<JobDefinition> jobs) throws Exception {
        return new StackFixture(Stack.start(options, jobs, silent()));
    }

    /** Stops what {@link #start} started. */
    public void stop() {
        producer.close();
        stack.close();
    }

    /** A new directory below Maven's, so that nothing is left in the system's when a test is killed. */
    public static Path scratch(String name) throws IOException {
        return Files.createTempDirectory(Files.createDirectories(Path.of("target", "scratch")), name)
                .toAbsolutePath();
    }

    static PrintStream silent() {
        return new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    public static void delete(Path directory) {
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The stack, to submit jobs to. */
    public Stack stack() {
        return stack;
    }

    /** Where it answers. */
    public Endpoints endpoints() {
        return stack.endpoints();
    }

    /** As whom to read and write. */
    public Credentials credentials() {
        return stack.credentials();
    }

    /** What ClickHouse prints for the admin, tab-separated, without the last line break. */
    public String query(String sql) throws InterruptedException {
        return query(credentials().admin(), sql);
    }

    /** What ClickHouse prints for a user, tab-separated, without the last line break. */
    public String query(Login login, String sql) throws InterruptedException {
        return new ClickHouseHttp(endpoints().clickHouse())
                .query(login, sql, Map.of("database", Endpoints.DATABASE))
                .stripTrailing();
    }

    /** Publishes a record without waiting for the broker. */
    public void send(String topic, byte[] key, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(topic, key, value), (metadata, e) -> {
            if (e != null) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Waits until the only value that a statement gives is the expected one, or a minute is over. */
    public String awaitValue(String sql, String expected) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        String value = query(sql);
        while (!value.equals(expected) && System.nanoTime() < deadline) {
            Thread.sleep(200);
            value = query(sql);
        }
        return value;
    }

    /** Records that were read and are neither counted nor kept with a reason; 0 once the last checkpoint is behind. */
    public String awaitUnaccounted() throws InterruptedException {
        return awaitValue("SELECT sum(unaccounted) FROM audit", "0");
    }

    /** Publishes a record and waits until the broker has it. */
    public void publish(String topic, byte[] key, byte[] value) throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>(topic, key, value)).get();
    }
}
