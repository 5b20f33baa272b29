package io.changelens.local.flink;

import io.changelens.local.Endpoints;
import io.changelens.local.clickhouse.Credentials;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink job that a stack runs. */
public interface JobDefinition {

    /** Its name: stable, for its checkpoints are found by it. Letters, digits and dashes. */
    String name();

    /**
     * Adds sources, operators and sinks. Must not call {@code execute}; the stack submits what was added.
     *
     * @param env an environment of this job alone, with checkpoints configured
     * @param endpoints where Kafka and ClickHouse answer
     * @param credentials as whom to write
     * @throws Exception if the job cannot be built
     */
    void define(StreamExecutionEnvironment env, Endpoints endpoints, Credentials credentials) throws Exception;

    /** How to build a job. */
    @FunctionalInterface
    interface Definer {
        /** See {@link JobDefinition#define}. */
        void define(StreamExecutionEnvironment env, Endpoints endpoints, Credentials credentials) throws Exception;
    }

    /** A job of a name and a function. */
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
