package io.changelens.local.stack;

import io.changelens.local.Endpoints;
import io.changelens.local.UserError;
import io.changelens.local.clickhouse.ClickHouseHttp;
import io.changelens.local.clickhouse.Credentials;
import io.changelens.local.clickhouse.Migrations;
import io.changelens.local.dashboard.Dashboard;
import io.changelens.local.dashboard.DashboardAccess;
import io.changelens.local.files.DataDirectory;
import io.changelens.local.flink.FlinkCluster;
import io.changelens.local.flink.JobDefinition;
import io.changelens.local.flink.JobWatch;
import io.changelens.local.kafka.DefaultCatalog;
import io.changelens.local.kafka.KafkaTopics;
import io.changelens.local.process.ChildProcess;
import io.changelens.local.process.PortLease;
import io.changelens.local.process.PortTaken;
import io.changelens.local.process.Ports;
import io.changelens.local.stack.StackOptions.Begin;
import io.changelens.pipeline.config.KafkaSettings;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;

/**
 * A complete local stack: Kafka, ClickHouse, Flink, the jobs and the dashboard. Either all of it starts or nothing
 * does, and nothing that it started outlives this process, however that ends.
 *
 * <p>One file: the services start in one order, and end in the reverse one.
 */
public final class Stack implements AutoCloseable {

    /** Number of attempts to start, each with newly chosen ports. */
    private static final int ATTEMPTS = 3;

    private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(5);

    private final StackOptions options;
    private final PrintStream out;
    private final Teardown teardown = new Teardown();
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final List<CompletableFuture<Void>> watched = new ArrayList<>();
    private final DataDirectory data;
    private Credentials credentials;
    private Endpoints endpoints;
    private FlinkCluster flink;
    private DashboardAccess access;

    private Stack(StackOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
        this.data = DataDirectory.hold(options.dataDir(), options.begin() == Begin.EMPTY);
        teardown.add(data);
    }

    /**
     * Starts everything and waits until it is ready.
     *
     * @param out receives one line for each part that is ready
     * @param options where and how to run
     * @param jobs Flink jobs to run
     * @throws UserError if a part does not start; parts that were started are stopped again
     * @throws Exception if it fails for an unforeseen reason; parts that were started are stopped again
     */
    public static Stack start(StackOptions options, List<JobDefinition> jobs, PrintStream out) throws Exception {
        options.stateFile().ifPresent(Stack::refuseSecond);
        if (options.stateFile().isEmpty()) {
            return attempts(options, jobs, out);
        }
        StackStart.begin(options.stateFile().get());
        try {
            return attempts(options, jobs, out);
        } finally {
            StackStart.end(options.stateFile().get());
        }
    }

    private static Stack attempts(StackOptions options, List<JobDefinition> jobs, PrintStream out) throws Exception {
        for (int left = ATTEMPTS - 1; ; left--) {
            Stack stack = new Stack(options, out);
            try {
                stack.bringUp(jobs);
                return stack;
            } catch (PortTaken e) {
                stack.close();
                if (left == 0) {
                    throw new UserError("while the stack started, a port of it was taken: " + e.getMessage(), e);
                }
                out.println("a port was taken meanwhile; starting again with others");
            } catch (Throwable e) {
                // While the JVM shuts down, parts fail because others have been closed. That is not a failure of the
                // start.
                boolean told = stack.teardown.begun();
                stack.close();
                if (told) {
                    throw new UserError("stopped before it was ready", e);
                }
                throw e;
            }
        }
    }

    private static void refuseSecond(Path stateFile) {
        StackState.running(stateFile).ifPresent(running -> {
            throw new UserError("a stack runs already: process " + running.pid() + ", ClickHouse at "
                    + running.clickHouse() + ", data in " + running.dataDir());
        });
    }

    private void bringUp(List<JobDefinition> jobs) throws Exception {
        credentials = options.clickHouse().isPresent()
                ? Credentials.ofEnvironment(System.getenv())
                : Credentials.ofDataDir(data.path(), System.getenv());
        StackOptions.PortWishes wishes = options.ports();
        PortLease lease = teardown.add(Ports.lease(List.of(
                wishes.kafka(),
                wishes.clickHouse(),
                wishes.clickHouseNative(),
                wishes.flink(),
                wishes.dashboard(),
                Ports.Wish.any())));
        List<Integer> ports = lease.ports();
        Services services = new Services(data, teardown, this::childEnded);
        lease.free(0, 5);
        KafkaSettings kafka = options.kafka().isPresent()
                ? options.kafka().get()
                : KafkaSettings.plain(services.startBroker(ports.get(0), ports.get(5)));
        lease.free(1, 2);
        URI clickHouse = options.clickHouse().isPresent()
                ? options.clickHouse().get()
                : services.startClickHouse(ports.get(1), ports.get(2), credentials, out);
        endpoints = new Endpoints(
                kafka,
                clickHouse,
                options.clickHouse().isPresent() ? 0 : ports.get(2),
                URI.create("http://127.0.0.1:" + ports.get(3)),
                URI.create("http://127.0.0.1:" + ports.get(4) + "/"),
                data.path());
        // Kafka and ClickHouse start while Flink starts.
        Steps steps = new Steps();
        steps.begin(() -> {
            services.awaitBroker();
            KafkaTopics.createMissing(kafka, options.topics());
            if (!jobs.isEmpty()) {
                DefaultCatalog.publishIfNone(kafka);
            }
            out.println("Kafka       " + kafka.bootstrap());
        });
        steps.begin(() -> {
            services.awaitClickHouse();
            Migrations.apply(endpoints, credentials);
            out.println("ClickHouse  " + clickHouse + "  (page: " + clickHouse.resolve("/play") + nativePort() + ")");
        });
        lease.free(3);
        flink = teardown.add(Ports.listen(
                ports.get(3),
                () -> FlinkCluster.start(
                        FlinkCluster.directory(data.path()), ports.get(3), options.slots(), options.parallelism())));
        steps.join();
        Path state = FlinkCluster.directory(data.path());
        Recomputation.ofAnotherVersion(endpoints, credentials, state, out);
        if (options.begin() == Begin.RECOMPUTE) {
            Recomputation.prepare(endpoints, credentials, state, out);
        }
        runJobs(jobs);
        out.println("Flink       " + endpoints.flink());
        access = DashboardAccess.renew(data.path());
        lease.free(4);
        teardown.add(Ports.listen(
                ports.get(4),
                () -> Dashboard.start(Dashboard.builtFiles(), ports.get(4), clickHouse, credentials.reader(), access)));
        out.println("Dashboard   " + dashboardLink());
        if (options.stateFile().isPresent()) {
            Path file = options.stateFile().get();
            StackState.ofThisProcess(endpoints, options.production()).write(file);
            teardown.add(() -> StackState.remove(file));
        }
    }

    private String nativePort() {
        return endpoints.clickHouseNativePort() == 0
                ? ""
                : ", native protocol: port " + endpoints.clickHouseNativePort();
    }

    private void runJobs(List<JobDefinition> jobs) throws Exception {
        List<JobID> ids = new ArrayList<>();
        for (JobDefinition job : jobs) {
            ids.add(flink.submit(job.name(), env -> job.define(env, endpoints, credentials)));
        }
        for (JobID id : ids) {
            flink.awaitRunning(id);
            watched.add(flink.onEnd(id).thenAccept(this::ended));
        }
        watch(ids);
    }

    private void watch(List<JobID> ids) {
        ServiceWatch broker = teardown.add(ServiceWatch.start(
                "Kafka at " + endpoints.kafkaBootstrap(),
                () -> KafkaTopics.clusterId(endpoints.kafka(), KAFKA_PATIENCE).isPresent(),
                out));
        ServiceWatch clickHouse = teardown.add(ServiceWatch.start(
                "ClickHouse at " + endpoints.clickHouse(), new ClickHouseHttp(endpoints.clickHouse())::answers, out));
        JobWatch jobs = teardown.add(
                JobWatch.start(flink, ids, options.giveUpAfter(), () -> broker.away() || clickHouse.away()));
        watched.add(jobs.dead().thenAccept(this::ended));
    }

    /** Ends the stack because a part ended, unless the part ended because the stack is stopping. */
    private void ended(String line) {
        if (!teardown.begun()) {
            end.complete(line);
        }
    }

    private void childEnded(ChildProcess child) {
        ended(child.obituary());
    }

    /**
     * The address that opens the dashboard in a browser. It contains an access code, so it belongs on the terminal, not
     * in logs.
     */
    public URI dashboardLink() {
        return access.link(endpoints.dashboard());
    }

    /** The addresses of the parts. */
    public Endpoints endpoints() {
        return endpoints;
    }

    /** The users and passwords of ClickHouse. */
    public Credentials credentials() {
        return credentials;
    }

    /** The Flink cluster, which accepts further jobs. */
    public FlinkCluster flink() {
        return flink;
    }

    /** Completes with one line when a part ends unexpectedly, for example a killed broker or a failed job. */
    public CompletableFuture<String> end() {
        return end;
    }

    /** Stops everything in reverse order of its start. A second call does nothing. */
    @Override
    public void close() {
        teardown.close();
    }
}
