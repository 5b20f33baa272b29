package io.changelens.local.cli;

import io.changelens.local.stack.Credentials;
import io.changelens.local.stack.Endpoints;
import io.changelens.local.stack.JobDefinition;
import io.changelens.pipeline.DeliveryJob;
import io.changelens.pipeline.OutcomesJob;
import io.changelens.pipeline.config.PipelineOptions;
import io.changelens.pipeline.config.Settings;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;

/** The jobs that every local stack runs. */
public final class Jobs {

    /** Sooner than on a cluster: here somebody is watching. */
    static final Duration PREVIEW_DELAY = Duration.ofSeconds(2);

    private Jobs() {}

    /** All of them, in the order in which data flows. */
    public static List<JobDefinition> all() {
        return List.of(
                JobDefinition.of(
                        OutcomesJob.NAME,
                        (env, endpoints, credentials) -> OutcomesJob.define(env, settings(endpoints, credentials))),
                JobDefinition.of(
                        DeliveryJob.NAME,
                        (env, endpoints, credentials) -> DeliveryJob.define(env, settings(endpoints, credentials))));
    }

    private static Settings settings(Endpoints endpoints, Credentials credentials) {
        Configuration options = new Configuration();
        options.set(PipelineOptions.KAFKA_BOOTSTRAP, endpoints.kafkaBootstrap());
        options.set(PipelineOptions.CLICKHOUSE_URL, endpoints.jdbcUrl());
        options.set(PipelineOptions.CLICKHOUSE_USER, credentials.writer().user());
        options.set(PipelineOptions.PREVIEW_DELAY, PREVIEW_DELAY);
        return Settings.of(options, credentials.writer().password());
    }
}
