package io.changelens.local.flink;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;

/** Flink's configuration in a local stack. */
public final class FlinkSettings {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int MAX_REQUEST_BYTES = 64 << 10;
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(5);

    /** File with the secret of {@link CheckpointAccess}; the configuration itself can be read by others. */
    static final ConfigOption<String> CHECKPOINT_ACCESS =
            ConfigOptions.key("changelens.checkpoint-access").stringType().noDefaultValue();

    private FlinkSettings() {}

    /**
     * The configuration of the cluster.
     *
     * @param temporary directory of temporary files
     * @param port port of the web page and the REST interface, on loopback
     */
    public static Configuration cluster(Path temporary, int port) {
        Configuration config = new Configuration();
        config.set(JobManagerOptions.ADDRESS, LOOPBACK);
        config.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        config.set(TaskManagerOptions.HOST, LOOPBACK);
        config.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        config.set(RestOptions.ADDRESS, LOOPBACK);
        config.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        config.set(RestOptions.PORT, port);
        config.set(RestOptions.BIND_PORT, Integer.toString(port));
        // A cluster that stops waits so long for a question how a requested checkpoint went, which nobody asks.
        config.set(RestOptions.ASYNC_OPERATION_STORE_DURATION, Duration.ofSeconds(1));
        // Whoever asks for a checkpoint asks whether it is complete: by default, the answer may be 3 s old.
        config.set(RestOptions.CACHE_CHECKPOINT_STATISTICS_TIMEOUT, Duration.ofMillis(50));
        // These hide buttons only; FlinkPageGate enforces that the page is read-only.
        config.set(WebOptions.SUBMIT_ENABLE, false);
        config.set(WebOptions.CANCEL_ENABLE, false);
        config.set(WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN, "http://" + LOOPBACK + ":" + port); // Not *, the default.
        config.set(RestOptions.SERVER_MAX_CONTENT_LENGTH, MAX_REQUEST_BYTES);
        config.set(CoreOptions.TMP_DIRS, temporary.toString());
        config.set(WebOptions.TMP_DIR, temporary.toString());
        config.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(96));
        config.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(96));
        config.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
        return config;
    }

    /**
     * The configuration of a job: checkpoints every 5 s, restarts without limit.
     *
     * @param name name of the job
     * @param checkpoints directory of its checkpoints
     * @param parallelism default parallelism of its operators
     */
    public static Configuration job(String name, Path checkpoints, int parallelism) {
        Configuration config = new Configuration();
        config.set(PipelineOptions.NAME, name);
        config.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        config.set(PipelineOptions.GENERIC_TYPES, false);
        config.set(PipelineOptions.OBJECT_REUSE, true);
        config.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        config.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
        // Otherwise a loaded machine whose checkpoints take longer than the interval would do nothing else.
        config.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, CHECKPOINT_INTERVAL);
        // While ClickHouse is unavailable, the sinks wait and checkpoints time out. That must not restart the job.
        config.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
        config.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        config.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        config.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        // CLAIM: the job deletes the checkpoint that it resumed from once it has a newer one.
        config.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
        // Without compression, Flink restores from local files byte by byte: 15 s for 100,000 changes instead of 1 s.
        config.set(ExecutionOptions.SNAPSHOT_COMPRESSION, true);
        config.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        config.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofSeconds(1));
        config.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(30));
        return config;
    }
}
