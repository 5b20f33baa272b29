package io.changelens.local.flink;

import io.changelens.local.Endpoints;
import io.changelens.local.UserError;
import io.changelens.local.clickhouse.Credentials;
import io.changelens.pipeline.DeliveryJob;
import io.changelens.pipeline.EffectsJob;
import io.changelens.pipeline.OutcomesJob;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.pipeline.config.PipelineOptions;
import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.source.KafkaAccess;
import io.changelens.pipeline.source.KnownCatalogs;
import io.changelens.schemas.ValueStreamCatalog;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The Flink jobs of every local stack. */
public final class Jobs {

    /** Shorter than the default, because a local stack is watched by a user. */
    public static final Duration PREVIEW_DELAY = Duration.ofSeconds(2);

    private Jobs() {}

    /** All jobs, in the order in which data pass through them. */
    public static List<JobDefinition> all() {
        return List.of(
                job(OutcomesJob.ACCESS, OutcomesJob::define),
                job(DeliveryJob.ACCESS, DeliveryJob::define),
                job(EffectsJob.ACCESS, EffectsJob::define));
    }

    private static JobDefinition job(KafkaAccess access, Job job) {
        return JobDefinition.of(access.job(), (env, endpoints, credentials) -> {
            require(access, endpoints.kafka());
            Settings settings = settings(endpoints, credentials);
            job.define(env, settings, KnownCatalogs.await(settings));
        });
    }

    private static void require(KafkaAccess access, KafkaSettings kafka) throws InterruptedException {
        try {
            access.require(kafka);
        } catch (IllegalStateException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    private static Settings settings(Endpoints endpoints, Credentials credentials) {
        Configuration options = Configuration.fromMap(endpoints.kafka().options());
        options.set(PipelineOptions.CLICKHOUSE_URL, endpoints.jdbcUrl());
        options.set(PipelineOptions.CLICKHOUSE_USER, credentials.writer().user());
        options.set(PipelineOptions.PREVIEW_DELAY, PREVIEW_DELAY);
        options.set(PipelineOptions.DASHBOARD, endpoints.dashboard().toString());
        return Settings.of(options, credentials.writer().password());
    }

    private interface Job {
        void define(StreamExecutionEnvironment env, Settings settings, List<ValueStreamCatalog> known);
    }
}
