package io.changelens.local.flink;

import io.changelens.core.delivery.ProductionEnvironments;
import io.changelens.intake.IntakeJob;
import io.changelens.local.Endpoints;
import io.changelens.local.UserError;
import io.changelens.local.clickhouse.Credentials;
import io.changelens.mapping.row.InputError;
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
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The Flink jobs of every local stack. */
public final class Jobs {

    /** Shorter than the default, because a local stack is watched by a user. */
    public static final Duration PREVIEW_DELAY = Duration.ofSeconds(2);

    private Jobs() {}

    /** The jobs of every stack, in the order in which data pass through them, with the default options. */
    public static List<JobDefinition> all() {
        return all(Map.of());
    }

    /**
     * The jobs of every stack, in the order in which data pass through them.
     *
     * @param options options of the jobs by key, which replace the defaults
     */
    public static List<JobDefinition> all(Map<String, String> options) {
        return List.of(
                job(OutcomesJob.ACCESS, options, OutcomesJob::define),
                job(DeliveryJob.ACCESS, options, DeliveryJob::define),
                job(EffectsJob.ACCESS, options, EffectsJob::define));
    }

    /**
     * The job that maps documents of tools to events. Only stacks that get such documents run it: it takes as many
     * slots as each of the others.
     *
     * @param options options of the jobs by key, which replace the defaults
     */
    public static JobDefinition intake(Map<String, String> options) {
        return JobDefinition.of(IntakeJob.NAME, (env, endpoints, credentials) -> {
            Settings settings = settings(endpoints, credentials, options);
            try {
                IntakeJob.require(settings);
                IntakeJob.define(env, settings);
            } catch (IllegalStateException | InputError e) {
                throw new UserError(e.getMessage(), e);
            }
        });
    }

    /** Whether options of the jobs ask for {@link #intake}. */
    public static boolean haveIntake(Map<String, String> options) {
        return options.keySet().stream().anyMatch(key -> key.startsWith("intake."));
    }

    /**
     * Checks options of the jobs before anything starts.
     *
     * @throws UserError with one line, if an option is unknown, set by the stack itself, or out of range
     */
    public static void check(Map<String, String> options) {
        Set<String> known = PipelineOptions.ALL.stream().map(ConfigOption::key).collect(Collectors.toSet());
        for (String key : options.keySet()) {
            boolean ofStack = key.startsWith("kafka") || key.startsWith("clickhouse");
            if (ofStack || !known.contains(key)) {
                throw new UserError("--set " + key + ": "
                        + (ofStack ? "the stack sets it itself" : "no option of the jobs; see docs/configuration.md"));
            }
        }
        try {
            parsed(options);
        } catch (IllegalArgumentException e) {
            throw new UserError("--set: " + e.getMessage(), e);
        }
    }

    /**
     * The environments that count as production in jobs with some options.
     *
     * @param options options that {@link #check} accepts
     */
    public static ProductionEnvironments production(Map<String, String> options) {
        return parsed(options).production();
    }

    /** The settings of jobs with some options, whose addresses are examples. */
    private static Settings parsed(Map<String, String> options) {
        Configuration all = Configuration.fromMap(options);
        all.set(PipelineOptions.KAFKA_BOOTSTRAP, "127.0.0.1:9092");
        all.set(PipelineOptions.CLICKHOUSE_URL, "jdbc:clickhouse:http://127.0.0.1:8123/changelens");
        return Settings.of(all, "");
    }

    private static JobDefinition job(KafkaAccess access, Map<String, String> options, Job job) {
        return JobDefinition.of(access.job(), (env, endpoints, credentials) -> {
            require(access, endpoints.kafka());
            Settings settings = settings(endpoints, credentials, options);
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

    private static Settings settings(Endpoints endpoints, Credentials credentials, Map<String, String> more) {
        Configuration options = Configuration.fromMap(endpoints.kafka().options());
        options.set(PipelineOptions.CLICKHOUSE_URL, endpoints.jdbcUrl());
        options.set(PipelineOptions.CLICKHOUSE_USER, credentials.writer().user());
        options.set(PipelineOptions.PREVIEW_DELAY, PREVIEW_DELAY);
        options.set(PipelineOptions.DASHBOARD, endpoints.dashboard().toString());
        options.addAll(Configuration.fromMap(more));
        return Settings.of(options, credentials.writer().password());
    }

    private interface Job {
        void define(StreamExecutionEnvironment env, Settings settings, List<ValueStreamCatalog> known);
    }
}
