package io.changelens.pipeline.config;

import io.changelens.core.attribution.AttributionRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Every option of the jobs. {@link Settings} reads them. */
public final class PipelineOptions {

    /** Kafka brokers. */
    public static final ConfigOption<String> KAFKA_BOOTSTRAP = ConfigOptions.key("kafka.bootstrap")
            .stringType()
            .noDefaultValue()
            .withDescription("Kafka brokers to start from, as host:port, separated by commas.");

    /** Properties of every Kafka client. */
    public static final ConfigOption<Map<String, String>> KAFKA_PROPERTIES = ConfigOptions.key("kafka.properties")
            .mapType()
            .defaultValue(Map.of())
            .withDescription(
                    "Properties of every Kafka client, one option each, such as"
                            + " --kafka.properties.security.protocol SASL_SSL. Secrets only as references to config providers.");

    /** File with properties of every Kafka client. */
    public static final ConfigOption<String> KAFKA_PROPERTIES_FILE = ConfigOptions.key("kafka-properties")
            .stringType()
            .noDefaultValue()
            .withDescription("File with properties of every Kafka client, at the same path on every machine of the"
                    + " cluster when it holds secrets. An option kafka.properties.* replaces what the file says.");

    /** Prefix of topics. */
    public static final ConfigOption<String> KAFKA_TOPIC_PREFIX = ConfigOptions.key("kafka.topic-prefix")
            .stringType()
            .defaultValue("")
            .withDescription("Stands before the name of every topic on the brokers; tables hold names without it.");

    /** Prefix of consumer groups. */
    public static final ConfigOption<String> KAFKA_GROUP_PREFIX = ConfigOptions.key("kafka.group-prefix")
            .stringType()
            .noDefaultValue()
            .withDescription("Stands before the name of every consumer group; by default the prefix of topics.");

    /** Prefix of transactional ids. */
    public static final ConfigOption<String> KAFKA_TRANSACTIONAL_ID_PREFIX = ConfigOptions.key(
                    "kafka.transactional-id-prefix")
            .stringType()
            .noDefaultValue()
            .withDescription("Stands before every transactional id; by default the prefix of topics. Two jobs of the"
                    + " same kind on one Kafka need different ones: they would abort each other's transactions.");

    /** JDBC address of ClickHouse. */
    public static final ConfigOption<String> CLICKHOUSE_URL = ConfigOptions.key("clickhouse.url")
            .stringType()
            .noDefaultValue()
            .withDescription("JDBC address of the database, such as jdbc:clickhouse:http://host:8123/changelens.");

    /** ClickHouse user that writes. */
    public static final ConfigOption<String> CLICKHOUSE_USER = ConfigOptions.key("clickhouse.user")
            .stringType()
            .defaultValue("writer")
            .withDescription(
                    "User that writes. Its password comes from the environment variable CHANGELENS_WRITER_PASSWORD.");

    /** How far behind the latest event of its partition an event may come without being late. */
    public static final ConfigOption<Duration> OUT_OF_ORDERNESS = ConfigOptions.key("source.out-of-orderness")
            .durationType()
            .defaultValue(Duration.ofMinutes(1))
            .withDescription("How far the watermark stays behind the latest event of a partition.");

    /** When a silent partition stops to hold back the others. */
    public static final ConfigOption<Duration> IDLENESS = ConfigOptions.key("source.idleness")
            .durationType()
            .defaultValue(Duration.ofSeconds(30))
            .withDescription("How long a partition may be silent before it no longer holds back the clock.");

    /** How long a minute may still be revised. */
    public static final ConfigOption<Duration> LATENESS = ConfigOptions.key("outcomes.lateness")
            .durationType()
            .defaultValue(Duration.ofHours(1))
            .withDescription("How long after its end, in event time, a minute is revised by events that come late."
                    + " Also how long an event is remembered to recognise a duplicate.");

    /** When partial sums leave a subtask. */
    public static final ConfigOption<Duration> FLUSH_INTERVAL = ConfigOptions.key("outcomes.flush-interval")
            .durationType()
            .defaultValue(Duration.ofSeconds(1))
            .withDescription("How often each subtask sends on the partial sums it holds.");

    /** When an unfinished minute is shown. */
    public static final ConfigOption<Duration> PREVIEW_DELAY = ConfigOptions.key("outcomes.preview-delay")
            .durationType()
            .defaultValue(Duration.ofSeconds(10))
            .withDescription("How long an unfinished minute may be changed before its sums so far are written;"
                    + " a finished minute is written at once.");

    /** How long the life of a change or incident may go on. */
    public static final ConfigOption<Duration> RETENTION = ConfigOptions.key("delivery.retention")
            .durationType()
            .defaultValue(Duration.ofDays(1830))
            .withDescription("How long after its last event, in event time, the life of a change or incident is kept"
                    + " and may be amended.");

    /** Lengths of the windows after a change. */
    public static final ConfigOption<List<Duration>> HORIZONS = ConfigOptions.key("effects.horizons")
            .durationType()
            .asList()
            .defaultValues(
                    Duration.ofMinutes(15),
                    Duration.ofHours(1),
                    Duration.ofHours(6),
                    Duration.ofHours(24),
                    Duration.ofDays(7))
            .withDescription("How long after a change its effects are measured, separated by semicolons.");

    /** How far back a change is compared. */
    public static final ConfigOption<Duration> HISTORY = ConfigOptions.key("effects.history")
            .durationType()
            .defaultValue(Duration.ofDays(42))
            .withDescription("How far back from a change its effects are compared. State grows with it.");

    /** How long a change settles. */
    public static final ConfigOption<Duration> SETTLE = ConfigOptions.key("effects.settle")
            .durationType()
            .defaultValue(Duration.ZERO)
            .withDescription("How long after a change is live its windows begin.");

    /** How long an effect may be revised. */
    public static final ConfigOption<Duration> REVISABLE = ConfigOptions.key("effects.revisable")
            .durationType()
            .defaultValue(Duration.ofDays(1))
            .withDescription("How long after its window's end, in event time, an effect is revised by what comes late."
                    + " A change that is reported later than that is not measured.");

    /** How long before an incident a change may have gone live. */
    public static final ConfigOption<Duration> LOOK_BACK = ConfigOptions.key("attribution.look-back")
            .durationType()
            .defaultValue(AttributionRules.DEFAULT.lookBack())
            .withDescription(
                    "How long before an incident a change may have gone live to be a candidate for its cause.");

    /** After how long a change is half as suspect. */
    public static final ConfigOption<Duration> HALF_LIFE = ConfigOptions.key("attribution.half-life")
            .durationType()
            .defaultValue(AttributionRules.DEFAULT.halfLife())
            .withDescription("After how long a change is half as suspect.");

    /** How suspect a change is, one dependency further away. */
    public static final ConfigOption<Double> PER_DEPENDENCY = ConfigOptions.key("attribution.per-dependency")
            .doubleType()
            .defaultValue(AttributionRules.DEFAULT.perDependency())
            .withDescription("Factor by which a change is less suspect with each dependency between it and the service"
                    + " that suffers; above 0 and at most 1.");

    /** Weight of no known change being the cause. */
    public static final ConfigOption<Double> UNATTRIBUTED = ConfigOptions.key("attribution.unattributed")
            .doubleType()
            .defaultValue(AttributionRules.DEFAULT.unattributed())
            .withDescription("Weight of no known change being the cause of an incident, where a normal change that just"
                    + " went live on the service itself weighs 1.");

    /** How long before a change the KPIs of its service are compared. */
    public static final ConfigOption<Duration> BEFORE = ConfigOptions.key("attribution.before")
            .durationType()
            .defaultValue(AttributionRules.DEFAULT.before())
            .withDescription("How long before a change the KPIs of its service are compared with those after it.");

    /** How long after an incident's opening KPIs are read. */
    public static final ConfigOption<Duration> AFTER = ConfigOptions.key("attribution.after")
            .durationType()
            .defaultValue(AttributionRules.DEFAULT.after())
            .withDescription("How long after an incident opened the KPIs of changed services are read.");

    /** Time to keep clear around a release window. */
    public static final ConfigOption<Duration> COLLISION_MARGIN = ConfigOptions.key("collisions.margin")
            .durationType()
            .defaultValue(Duration.ofMinutes(30))
            .withDescription(
                    "How long before and after a release window changes collide with it too: a change that ends"
                            + " just before has not yet shown what it does.");

    /** Where alerts link to. */
    public static final ConfigOption<String> DASHBOARD = ConfigOptions.key("alerts.dashboard")
            .stringType()
            .defaultValue("http://127.0.0.1:8080/")
            .withDescription("Address of the dashboard, to which alerts link.");

    /** When a value stream is silent. */
    public static final ConfigOption<Duration> SILENCE = ConfigOptions.key("alerts.silence")
            .durationType()
            .defaultValue(Duration.ofHours(6))
            .withDescription("After how long without activity, in event time, a value stream counts as silent.");

    /** When an incident counts as attributed. */
    public static final ConfigOption<Double> ALERT_WEIGHT = ConfigOptions.key("alerts.weight")
            .doubleType()
            .defaultValue(0.5)
            .withDescription("From which weight of a change on an incident that it may have caused is alerted.");

    /** Rows per insert. */
    public static final ConfigOption<Integer> BATCH_ROWS = ConfigOptions.key("sink.batch-rows")
            .intType()
            .defaultValue(20_000)
            .withDescription("Rows per insert into ClickHouse, at most.");

    /** Longest wait before an insert. */
    public static final ConfigOption<Duration> BATCH_INTERVAL = ConfigOptions.key("sink.batch-interval")
            .durationType()
            .defaultValue(Duration.ofSeconds(1))
            .withDescription("How long a row may wait for its insert.");

    /** How long to wait for a catalog. */
    public static final ConfigOption<Duration> CATALOG_TIMEOUT = ConfigOptions.key("catalog.timeout")
            .durationType()
            .defaultValue(Duration.ofMinutes(1))
            .withDescription("How long a job waits at its start for a first catalog revision on the topic"
                    + " value-streams before it gives up.");

    /** All of them. */
    public static final List<ConfigOption<?>> ALL = List.of(
            KAFKA_BOOTSTRAP,
            KAFKA_PROPERTIES,
            KAFKA_PROPERTIES_FILE,
            KAFKA_TOPIC_PREFIX,
            KAFKA_GROUP_PREFIX,
            KAFKA_TRANSACTIONAL_ID_PREFIX,
            CLICKHOUSE_URL,
            CLICKHOUSE_USER,
            OUT_OF_ORDERNESS,
            IDLENESS,
            LATENESS,
            FLUSH_INTERVAL,
            PREVIEW_DELAY,
            RETENTION,
            HORIZONS,
            HISTORY,
            SETTLE,
            REVISABLE,
            LOOK_BACK,
            HALF_LIFE,
            PER_DEPENDENCY,
            UNATTRIBUTED,
            BEFORE,
            AFTER,
            COLLISION_MARGIN,
            DASHBOARD,
            SILENCE,
            ALERT_WEIGHT,
            BATCH_ROWS,
            BATCH_INTERVAL,
            CATALOG_TIMEOUT);

    private PipelineOptions() {}
}
