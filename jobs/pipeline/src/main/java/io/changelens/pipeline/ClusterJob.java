package io.changelens.pipeline;

import io.changelens.pipeline.config.JobArguments;
import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.source.KafkaAccess;
import io.changelens.pipeline.source.KnownCatalogs;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs a job on a cluster from the arguments of {@code main}. */
final class ClusterJob {

    private ClusterJob() {}

    /** Adds the sources, operators and sinks of a job to an environment. */
    interface Definition {
        /**
         * Adds them.
         *
         * @param known catalog revisions known from the start; at least one
         */
        void define(StreamExecutionEnvironment env, Settings settings, List<ValueStreamCatalog> known);
    }

    /**
     * Checks the rights on Kafka, waits for a catalog, and executes the job.
     *
     * @param args arguments as {@link JobArguments} reads them
     * @param access name of the job and its rights on Kafka
     * @throws IllegalStateException with one line that says what to fix, if there is no catalog to start with or Kafka
     *     refuses
     */
    static void run(String[] args, KafkaAccess access, Definition job) throws Exception {
        Settings settings = JobArguments.parse(args, System.getenv());
        access.require(settings.kafka());
        StreamExecutionEnvironment env = JobArguments.environment();
        job.define(env, settings, KnownCatalogs.await(settings));
        env.execute(access.job());
    }
}
