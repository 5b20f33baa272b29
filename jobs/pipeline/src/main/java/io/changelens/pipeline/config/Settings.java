package io.changelens.pipeline.config;

import io.changelens.core.attribution.AttributionRules;
import io.changelens.core.delivery.ProductionEnvironments;
import io.changelens.core.effect.EffectSettings;
import io.changelens.core.kpi.KpiHour;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * The options of a job, read and checked once. {@link PipelineOptions} describes each of them.
 *
 * @param kafka connection to Kafka, and prefixes for the names used there
 * @param clickHouse address and user of the database
 * @param outOfOrderness lag of the watermark behind the latest event of a partition
 * @param idleness silence after which a partition that is read to its end no longer holds back the watermark
 * @param lateness time for which an ended minute may be revised
 * @param flushInterval interval at which a subtask emits its partial sums
 * @param previewDelay longest delay before an unfinished minute is written
 * @param retention time for which the histories of changes and incidents are kept
 * @param production environments that count as production
 * @param inferRollbacks whether rollbacks are recognized by their version
 * @param effects settings for the measurement of effects
 * @param attribution rules by which candidates for the cause of an incident are weighed
 * @param collisionMargin margin around a release window
 * @param alerts settings for alerts
 * @param batchRows largest number of rows per insert
 * @param batchInterval longest delay of a row before its insert
 * @param catalogTimeout longest wait for a catalog when a job starts
 * @param intake settings for documents of other formats
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
        ProductionEnvironments production,
        boolean inferRollbacks,
        EffectSettings effects,
        AttributionRules attribution,
        Duration collisionMargin,
        AlertSettings alerts,
        int batchRows,
        Duration batchInterval,
        Duration catalogTimeout,
        IntakeSettings intake)
        implements Serializable {

    /** Class name of ClickHouse's JDBC driver. */
    public static final String CLICKHOUSE_DRIVER = "com.clickhouse.jdbc.ClickHouseDriver";

    /**
     * Reads and checks the options.
     *
     * @param options options by key
     * @param writerPassword password of the ClickHouse user; not an option, so that no listing of options shows it
     * @throws IllegalArgumentException with one line that says what to fix, if an option is missing or out of range
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
                production(options),
                options.get(PipelineOptions.INFER_ROLLBACKS),
                effects(options),
                attribution(options),
                atLeastZero(options, PipelineOptions.COLLISION_MARGIN),
                alerts(options),
                positiveCount(options, PipelineOptions.BATCH_ROWS),
                positive(options, PipelineOptions.BATCH_INTERVAL),
                positive(options, PipelineOptions.CATALOG_TIMEOUT),
                IntakeSettings.of(options));
    }

    private static ProductionEnvironments production(Configuration options) {
        List<String> patterns = options.get(PipelineOptions.PRODUCTION);
        boolean named = !patterns.isEmpty() && patterns.stream().noneMatch(String::isBlank);
        return new ProductionEnvironments(check(
                patterns, PipelineOptions.PRODUCTION, named, "must name environments, such as production;prod-*"));
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
                atLeastZero(options, PipelineOptions.REVISABLE),
                // An hour more than sums may come late, as minutes of a whole value stream follow those of activity.
                Duration.ofMillis(KpiHour.MILLIS)
                        .plus(atLeastZero(options, PipelineOptions.LATENESS))
                        .plusHours(1));
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
     * Address and user of the database. The text form leaves out the password.
     *
     * @param url JDBC address of the database
     * @param user name of the user
     * @param password password of the user
     */
    public record ClickHouseLogin(String url, String user, String password) implements Serializable {
        @Override
        public String toString() {
            return user + " at " + url;
        }
    }
}
