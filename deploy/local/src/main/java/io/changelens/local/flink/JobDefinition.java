package io.changelens.local.flink;

import io.changelens.local.Endpoints;
import io.changelens.local.clickhouse.Credentials;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink job that a stack runs. */
public interface JobDefinition {

    /**
     * The name of the job: letters, digits and dashes. It must not change, because the job's checkpoints are found by
     * it.
     */
    String name();

    /**
     * Adds sources, operators and sinks. Must not call {@code execute}; the stack submits the job.
     *
     * @param env environment of this job alone, with checkpoints configured
     * @param endpoints addresses of Kafka and ClickHouse
     * @param credentials users and passwords of ClickHouse
     * @throws Exception if the job cannot be built
     */
    void define(StreamExecutionEnvironment env, Endpoints endpoints, Credentials credentials) throws Exception;

    /** Builds a job. */
    @FunctionalInterface
    interface Definer {
        /** See {@link JobDefinition#define}. */
        void define(StreamExecutionEnvironment env, Endpoints endpoints, Credentials credentials) throws Exception;
    }

    /**
     * A job with a name and a function that builds it.
     *
     * @param name stable name
     * @param definer builds the job
     */
    static JobDefinition of(String name, Definer definer) {
        return new JobDefinition() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void define(StreamExecutionEnvironment env, Endpoints endpoints, Credentials credentials)
                    throws Exception {
                definer.define(env, endpoints, credentials);
            }
        };
    }
}
