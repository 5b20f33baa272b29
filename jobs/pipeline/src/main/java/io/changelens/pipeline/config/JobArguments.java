package io.changelens.pipeline.config;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ParameterTool;

/** Reads the command line of a job: {@code --key value} for each of the {@link PipelineOptions}. */
public final class JobArguments {

    /** Environment variable with the password of the ClickHouse user that writes. */
    public static final String PASSWORD_VARIABLE = "CHANGELENS_WRITER_PASSWORD";

    private static final long CHECKPOINT_INTERVAL_MILLIS =
            Duration.ofSeconds(30).toMillis();

    private JobArguments() {}

    /**
     * Reads the command line.
     *
     * @param args the arguments of {@code main}
     * @param environment environment variables
     * @throws ProgramParametrizationException with one line that says what to fix
     */
    public static Settings parse(String[] args, Map<String, String> environment) {
        try {
            Map<String, String> given = ParameterTool.fromArgs(args).toMap();
            Set<String> unknown = new TreeSet<>(given.keySet());
            PipelineOptions.ALL.stream().map(ConfigOption::key).forEach(unknown::remove);
            unknown.removeIf(key -> key.startsWith(PipelineOptions.KAFKA_PROPERTIES.key() + "."));
            if (!unknown.isEmpty()) {
                throw new IllegalArgumentException("unknown option --" + String.join(", --", unknown));
            }
            String password = environment.get(PASSWORD_VARIABLE);
            if (password == null) {
                throw new IllegalArgumentException(
                        "set " + PASSWORD_VARIABLE + " to the password of ClickHouse's user");
            }
            return Settings.of(Configuration.fromMap(given), password);
        } catch (IllegalArgumentException e) {
            throw new ProgramParametrizationException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Creates the environment of a job on a cluster, with the Flink options that the jobs rely on. Checkpoints are
     * taken every 30 s if the configuration of the cluster sets no interval.
     */
    public static StreamExecutionEnvironment environment() {
        Configuration needed = new Configuration();
        needed.set(org.apache.flink.configuration.PipelineOptions.GENERIC_TYPES, false);
        needed.set(org.apache.flink.configuration.PipelineOptions.OBJECT_REUSE, true);
        needed.set(org.apache.flink.configuration.PipelineOptions.AUTO_GENERATE_UIDS, false);
        needed.set(ExecutionOptions.SNAPSHOT_COMPRESSION, true);
        // While ClickHouse is away, the sinks wait and no checkpoint completes. That must not restart the job.
        needed.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(needed);
        if (env.getCheckpointInterval() <= 0) {
            env.enableCheckpointing(CHECKPOINT_INTERVAL_MILLIS);
        }
        return env;
    }
}
