package io.changelens.pipeline.config;

import io.changelens.core.attribution.AttributionRules;
import io.changelens.core.effect.EffectSettings;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * The options of a job, read once. The components have the meaning of their {@link PipelineOptions}.
 *
 * @param kafka how to reach Kafka, and under which names
 * @param clickHouse where and as whom to write
 * @param outOfOrderness lag of the watermark
 * @param idleness silence after which a partition is left out of the clock
 * @param lateness how long a minute is revised
 * @param flushInterval how often partial sums are sent on
 * @param previewDelay how long an unfinished minute may wait to be written
 * @param retention how long lives of changes and incidents are kept
 * @param effects how effects are measured
 * @param attribution what the causes of incidents are weighed by
 * @param collisionMargin time to keep clear around a release window
 * @param alerts when people are alerted
 * @param batchRows rows per insert
 * @param batchInterval longest wait before an insert
 * @param catalogTimeout how long to wait for a first catalog
 */
public record Settings(
        KafkaSettings kafka,
        ClickHouseLogin clickHouse,
        Duration outOfOrderness,
        Duration idleness,
        Duration lateness,
        Duration flushInterval,
        Duration previewDelay,
        Duration retention,
        EffectSettings effects,
        AttributionRules attribution,
        Duration collisionMargin,
        AlertSettings alerts,
        int batchRows,
        Duration batchInterval,
        Duration catalogTimeout)
        implements Serializable {

    /** The JDBC driver of ClickHouse. */
    public static final String CLICKHOUSE_DRIVER = "com.clickhouse.jdbc.ClickHouseDriver";

    /**
     * Reads the options.
     *
     * @param options options by key
     * @param writerPassword the ClickHouse user's password; it is no option, so that no listing of options shows it
     * @throws IllegalArgumentException with one line that says what to mend, if one is missing or out of range
     */
    public static Settings of(Configuration options, String writerPassword) {
        return new Settings(
                KafkaSettings.of(options),
                new ClickHouseLogin(
                        required(options, PipelineOptions.CLICKHOUSE_URL),
                        options.get(PipelineOptions.CLICKHOUSE_USER),
                        writerPassword),
                atLeastZero(options, PipelineOptions.OUT_OF_ORDERNESS),
                positive(options, PipelineOptions.IDLENESS),
                atLeastZero(options, PipelineOptions.LATENESS),
                positive(options, PipelineOptions.FLUSH_INTERVAL),
                positive(options, PipelineOptions.PREVIEW_DELAY),
                positive(options, PipelineOptions.RETENTION),
                effects(options),
                attribution(options),
                atLeastZero(options, PipelineOptions.COLLISION_MARGIN),
                alerts(options),
                positiveCount(options, PipelineOptions.BATCH_ROWS),
                positive(options, PipelineOptions.BATCH_INTERVAL),
                positive(options, PipelineOptions.CATALOG_TIMEOUT));
    }

    private static EffectSettings effects(Configuration options) {
        List<Duration> horizons = options.get(PipelineOptions.HORIZONS);
        check(horizons, PipelineOptions.HORIZONS, !horizons.isEmpty(), "must name a duration");
        for (Duration horizon : horizons) {
            check(horizons, PipelineOptions.HORIZONS, wholeMinutes(horizon), "must be whole minutes, at least 1");
        }
        Duration history = options.get(PipelineOptions.HISTORY);
        Duration settle = atLeastZero(options, PipelineOptions.SETTLE);
        return new EffectSettings(
                horizons.stream().distinct().sorted().toList(),
                check(history, PipelineOptions.HISTORY, wholeMinutes(history), "must be whole minutes, at least 1"),
                settle,
                atLeastZero(options, PipelineOptions.REVISABLE));
    }

    private static AttributionRules attribution(Configuration options) {
        double perDependency = options.get(PipelineOptions.PER_DEPENDENCY);
        double unattributed = options.get(PipelineOptions.UNATTRIBUTED);
        return new AttributionRules(
                positive(options, PipelineOptions.LOOK_BACK),
                positive(options, PipelineOptions.HALF_LIFE),
                check(
                        perDependency,
                        PipelineOptions.PER_DEPENDENCY,
                        perDependency > 0 && perDependency <= 1,
                        "must be above 0 and at most 1"),
                check(
                        unattributed,
                        PipelineOptions.UNATTRIBUTED,
                        unattributed > 0 && unattributed < Double.POSITIVE_INFINITY,
                        "must be above 0"),
                positive(options, PipelineOptions.BEFORE),
                positive(options, PipelineOptions.AFTER));
    }

    private static AlertSettings alerts(Configuration options) {
        double weight = options.get(PipelineOptions.ALERT_WEIGHT);
        return new AlertSettings(
                options.get(PipelineOptions.DASHBOARD),
                positive(options, PipelineOptions.SILENCE),
                check(
                        weight,
                        PipelineOptions.ALERT_WEIGHT,
                        weight > 0 && weight <= 1,
                        "must be above 0 and at most 1"));
    }

    private static boolean wholeMinutes(Duration duration) {
        return duration.toMinutes() >= 1 && duration.equals(Duration.ofMinutes(duration.toMinutes()));
    }

    private static String required(Configuration options, ConfigOption<String> option) {
        String value = options.get(option);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("missing option --" + option.key() + ".");
        }
        return value;
    }

    private static Duration atLeastZero(Configuration options, ConfigOption<Duration> option) {
        return check(options.get(option), option, !options.get(option).isNegative(), "must not be negative");
    }

    private static Duration positive(Configuration options, ConfigOption<Duration> option) {
        return check(options.get(option), option, options.get(option).toMillis() > 0, "must be at least 1 ms");
    }

    private static int positiveCount(Configuration options, ConfigOption<Integer> option) {
        return check(options.get(option), option, options.get(option) > 0, "must be at least 1");
    }

    private static <V> V check(V value, ConfigOption<V> option, boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("option --" + option.key() + " " + rule + ", but is " + value);
        }
        return value;
    }

    /**
     * Where and as whom to write.
     *
     * @param url JDBC address of the database
     * @param user the user
     * @param password the password
     */
    public record ClickHouseLogin(String url, String user, String password) implements Serializable {
        @Override
        public String toString() {
            return user + " at " + url;
        }
    }
}
