package io.changelens.local.flink;

import io.changelens.local.UserError;
import io.changelens.local.files.Directories;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.function.ThrowingConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink cluster in this JVM, with its web page on loopback. Jobs write checkpoints into the data directory and resume
 * from the latest checkpoint of the same job name.
 *
 * <p>One file: how a job is started depends on how its checkpoints are found and named.
 */
public final class FlinkCluster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FlinkCluster.class);
    /** Change this when an operator's uid or the type of its state changes. */
    private static final String STATE_VERSION = "state-7";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LAST_CHECKPOINT = Duration.ofSeconds(5);

    private final MiniCluster cluster;
    private final Path directory;
    private final int parallelism;
    private final Map<JobID, String> jobs = new LinkedHashMap<>();

    private FlinkCluster(MiniCluster cluster, Path directory, int parallelism) {
        this.cluster = cluster;
        this.directory = directory;
        this.parallelism = parallelism;
    }

    /**
     * The directory of the cluster of a stack.
     *
     * @param dataDir data directory of the stack
     */
    public static Path directory(Path dataDir) {
        return dataDir.resolve("flink");
    }

    /**
     * Starts the cluster.
     *
     * @param directory directory of checkpoints and temporary files
     * @param port port of the web page and the REST interface
     * @param slots task slots, shared by all jobs
     * @param parallelism default parallelism of a job
     * @throws Exception if it cannot start
     */
    public static FlinkCluster start(Path directory, int port, int slots, int parallelism) throws Exception {
        Path temporary = directory.toAbsolutePath().resolve("tmp");
        if (Files.exists(temporary)) {
            Directories.delete(temporary);
        }
        Files.createDirectories(temporary);
        CheckpointAccess.renew(directory.toAbsolutePath());
        Configuration settings = FlinkSettings.cluster(temporary, port);
        settings.set(
                FlinkSettings.CHECKPOINT_ACCESS,
                CheckpointAccess.file(directory.toAbsolutePath()).toString());
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setCommonBindAddress("127.0.0.1")
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
        FlinkCluster flink = new FlinkCluster(cluster, directory.toAbsolutePath(), parallelism);
        try {
            cluster.start();
            return flink;
        } catch (Exception e) {
            flink.close();
            throw e;
        }
    }

    /** The address of the web page and the REST interface. */
    public URI address() {
        return cluster.getRestAddress().join();
    }

    /**
     * Submits a job. It resumes from its latest checkpoint, if it has one.
     *
     * @param name stable name of the job
     * @param definition adds sources, operators and sinks; must not call {@code execute}
     * @return the id of this run
     * @throws Exception if the job cannot be built or is refused
     */
    public JobID submit(String name, ThrowingConsumer<StreamExecutionEnvironment, Exception> definition)
            throws Exception {
        Path own = checkpoints(directory).resolve(name);
        Files.createDirectories(own);
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(FlinkSettings.job(name, own, parallelism));
        definition.accept(env);
        StreamGraph described = env.getStreamGraph();
        described.setJobName(name);
        JobGraph graph = described.getJobGraph();
        restorePoint(own).ifPresent(path -> {
            LOG.info("job {} continues from {}", name, path);
            graph.setSavepointRestoreSettings(
                    SavepointRestoreSettings.forPath(path.toUri().toString(), false, RecoveryClaimMode.CLAIM));
        });
        JobID id = cluster.submitJob(graph).get().getJobID();
        synchronized (jobs) {
            jobs.put(id, name);
        }
        return id;
    }

    /**
     * Whether there are checkpoints of other versions of Changelens, whose state this version cannot read.
     *
     * @param directory directory of checkpoints and temporary files
     * @throws IOException if the directory cannot be read
     */
    public static boolean hasOlderState(Path directory) throws IOException {
        return !olderState(directory).isEmpty();
    }

    /**
     * Removes checkpoints of other versions of Changelens. The jobs then read all topics again.
     *
     * @param directory directory of checkpoints and temporary files
     * @throws IOException if they cannot be removed
     */
    public static void dropOlderState(Path directory) throws IOException {
        for (Path older : olderState(directory)) {
            Directories.delete(older);
        }
    }

    private static List<Path> olderState(Path directory) throws IOException {
        Path current = checkpoints(directory);
        List<Path> older = new ArrayList<>();
        if (Files.isDirectory(current.getParent())) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(current.getParent())) {
                for (Path entry : entries) {
                    if (!entry.equals(current)) {
                        older.add(entry);
                    }
                }
            }
        }
        return older;
    }

    /**
     * Removes the checkpoints of all jobs. The jobs then read all topics again.
     *
     * @param directory directory of checkpoints and temporary files
     * @throws IOException if they cannot be removed
     */
    public static void dropState(Path directory) throws IOException {
        Path current = checkpoints(directory);
        if (Files.isDirectory(current)) {
            Directories.delete(current);
        }
    }

    private static Path checkpoints(Path directory) {
        return directory.toAbsolutePath().resolve("checkpoints").resolve(STATE_VERSION);
    }

    private static Optional<Path> restorePoint(Path own) throws IOException {
        Checkpoints checkpoints = new Checkpoints(own);
        checkpoints.prune();
        return checkpoints.latest();
    }

    /**
     * Waits until every subtask of a job runs.
     *
     * @throws UserError with the reason if the job ends first or does not run within a minute
     */
    public void awaitRunning(JobID id) throws InterruptedException {
        awaitRunning(id, PATIENCE);
    }

    /**
     * Waits until every subtask of a job runs.
     *
     * @param patience how long
     * @throws UserError with the reason if the job ends first or does not run within that time
     */
    public void awaitRunning(JobID id, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        JobProgress progress = JobProgress.of(cluster, id);
        while (!progress.running()) {
            if (progress.ended() || System.nanoTime() > deadline) {
                throw new UserError("the job " + nameOf(id) + " does not run: " + progress.reason());
            }
            Thread.sleep(100);
            progress = JobProgress.of(cluster, id);
        }
    }

    /** Completes with one line when a job ends, for whatever reason. */
    public CompletableFuture<String> onEnd(JobID id) {
        return cluster.requestJobResult(id).thenApply(result -> describe(id, result));
    }

    private String describe(JobID id, JobResult result) {
        String reason =
                result.getSerializedThrowable().map(JobProgress::rootMessage).orElse("it came to its end");
        return "the job " + nameOf(id) + " ended: " + reason;
    }

    /** The current progress of a job. */
    public JobProgress progress(JobID id) throws InterruptedException {
        return JobProgress.of(cluster, id);
    }

    /** The current number of task managers. */
    public int taskManagers() throws InterruptedException {
        try {
            return cluster.getResourceOverview()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .getNumberTaskManagers();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Flink does not say how many task managers it has", e);
        }
    }

    /** The name under which a job was submitted. */
    public String nameOf(JobID id) {
        synchronized (jobs) {
            return jobs.get(id);
        }
    }

    /** Takes a last checkpoint of each job, so that the next run repeats no work, and stops the cluster. */
    @Override
    public void close() {
        List<JobID> running;
        synchronized (jobs) {
            running = new ArrayList<>(jobs.keySet());
        }
        CompletableFuture<?>[] last =
                running.stream().map(cluster::triggerCheckpoint).toArray(CompletableFuture<?>[]::new);
        await(CompletableFuture.allOf(last), LAST_CHECKPOINT, "last checkpoint");
        CompletableFuture<?>[] cancelled =
                running.stream().map(cluster::cancelJob).toArray(CompletableFuture<?>[]::new);
        await(CompletableFuture.allOf(cancelled), LAST_CHECKPOINT, "cancelling");
        await(cluster.closeAsync(), PATIENCE, "closing");
    }

    private static void await(CompletableFuture<?> step, Duration patience, String what) {
        try {
            step.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("{} of Flink was not done", what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
