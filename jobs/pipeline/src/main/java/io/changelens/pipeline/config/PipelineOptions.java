package io.changelens.pipeline.config;

import io.changelens.core.attribution.AttributionRules;
import io.changelens.core.delivery.ProductionEnvironments;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/**
 * All options of the jobs. {@link Settings} reads and checks them; their descriptions state meaning and units.
 *
 * <p>One file: the list of options is looked up as a whole.
 */
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
            .withDescription("Properties of every Kafka client, one option each, such as"
                    + " --kafka.properties.security.protocol SASL_SSL. Secrets must be references to config"
                    + " providers.");

    /** File with properties of every Kafka client. */
    public static final ConfigOption<String> KAFKA_PROPERTIES_FILE = ConfigOptions.key("kafka-properties")
            .stringType()
            .noDefaultValue()
            .withDescription("File with properties of every Kafka client, at the same path on every machine of the"
                    + " cluster when it holds secrets. An option kafka.properties.* takes precedence over the file.");

    /** Prefix of topics. */
    public static final ConfigOption<String> KAFKA_TOPIC_PREFIX = ConfigOptions.key("kafka.topic-prefix")
            .stringType()
            .defaultValue("")
            .withDescription("Prefix of the names of all topics on the brokers; tables contain the names without it.");

    /** Prefix of consumer groups. */
    public static final ConfigOption<String> KAFKA_GROUP_PREFIX = ConfigOptions.key("kafka.group-prefix")
            .stringType()
            .noDefaultValue()
            .withDescription("Prefix of the names of all consumer groups; by default the prefix of topics.");

    /** Prefix of transactional ids. */
    public static final ConfigOption<String> KAFKA_TRANSACTIONAL_ID_PREFIX = ConfigOptions.key(
                    "kafka.transactional-id-prefix")
            .stringType()
            .noDefaultValue()
            .withDescription("Prefix of all transactional ids; by default the prefix of topics. Two jobs of the same"
                    + " kind on one Kafka need different prefixes: they would abort each other's transactions.");

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

    /** Lag of the watermark behind the latest event of a partition. */
    public static final ConfigOption<Duration> OUT_OF_ORDERNESS = ConfigOptions.key("source.out-of-orderness")
            .durationType()
            .defaultValue(Duration.ofMinutes(1))
            .withDescription("Lag of the watermark behind the latest event of a partition.");

    /** Silence after which a partition that is read to its end no longer holds back the watermark. */
    public static final ConfigOption<Duration> IDLENESS = ConfigOptions.key("source.idleness")
            .durationType()
            .defaultValue(Duration.ofSeconds(30))
            .withDescription("How long a partition that is read to its end must be silent before it no longer holds"
                    + " back the watermark.");

    /** Time for which an ended minute may be revised. */
    public static final ConfigOption<Duration> LATENESS = ConfigOptions.key("outcomes.lateness")
            .durationType()
            .defaultValue(Duration.ofHours(1))
            .withDescription("How long after its end, in event time, a minute is revised by late events. Also how long"
                    + " an event is remembered, to recognise duplicates.");

    /** Interval at which a subtask emits its partial sums. */
    public static final ConfigOption<Duration> FLUSH_INTERVAL = ConfigOptions.key("outcomes.flush-interval")
            .durationType()
            .defaultValue(Duration.ofSeconds(1))
            .withDescription("Interval at which each subtask emits its partial sums.");

    /** Longest delay before an unfinished minute is written. */
    public static final ConfigOption<Duration> PREVIEW_DELAY = ConfigOptions.key("outcomes.preview-delay")
            .durationType()
            .defaultValue(Duration.ofSeconds(10))
            .withDescription("Longest delay before the sums so far of an unfinished minute are written; a finished"
                    + " minute is written at once.");

    /** Time for which the history of a change or incident is kept. */
    public static final ConfigOption<Duration> RETENTION = ConfigOptions.key("delivery.retention")
            .durationType()
            .defaultValue(Duration.ofDays(1830))
            .withDescription("How long after its last event, in event time, the history of a change or incident is"
                    + " kept and may be revised.");

    /** Lengths of the observation windows after a change. */
    public static final ConfigOption<List<Duration>> HORIZONS = ConfigOptions.key("effects.horizons")
            .durationType()
            .asList()
            .defaultValues(
                    Duration.ofMinutes(15),
                    Duration.ofHours(1),
                    Duration.ofHours(6),
                    Duration.ofHours(24),
                    Duration.ofDays(7))
            .withDescription("Lengths of the observation windows after a change, separated by semicolons.");

    /** Length of the history with which a change is compared. */
    public static final ConfigOption<Duration> HISTORY = ConfigOptions.key("effects.history")
            .durationType()
            .defaultValue(Duration.ofDays(45))
            .withDescription("Length of the history with which a change is compared. State grows with it.");

    /** Delay between a change and its observation windows. */
    public static final ConfigOption<Duration> SETTLE = ConfigOptions.key("effects.settle")
            .durationType()
            .defaultValue(Duration.ZERO)
            .withDescription("Delay between the time a change is live and the start of its observation windows.");

    /** Time for which an effect may be revised. */
    public static final ConfigOption<Duration> REVISABLE = ConfigOptions.key("effects.revisable")
            .durationType()
            .defaultValue(Duration.ofDays(1))
            .withDescription("How long after the end of its observation window, in event time, an effect is revised by"
                    + " late data. A change that is reported later than that is not measured.");

    /** Longest time between a candidate change and an incident. */
    public static final ConfigOption<Duration> LOOK_BACK = ConfigOptions.key("attribution.look-back")
            .durationType()
            .defaultValue(AttributionRules.DEFAULT.lookBack())
            .withDescription(
                    "How long before an incident a change may have gone live to be a candidate for its cause.");

    /** Half-life of a candidate's weight. */
    public static final ConfigOption<Duration> HALF_LIFE = ConfigOptions.key("attribution.half-life")
            .durationType()
            .defaultValue(AttributionRules.DEFAULT.halfLife())
            .withDescription("Time after which the weight of a candidate change is halved.");

    /** Factor on a candidate's weight for each dependency between the two services. */
    public static final ConfigOption<Double> PER_DEPENDENCY = ConfigOptions.key("attribution.per-dependency")
            .doubleType()
            .defaultValue(AttributionRules.DEFAULT.perDependency())
            .withDescription("Factor on the weight of a candidate change for each dependency between its service and"
                    + " the affected service; above 0 and at most 1.");

    /** Weight of the case that no known change is the cause. */
    public static final ConfigOption<Double> UNATTRIBUTED = ConfigOptions.key("attribution.unattributed")
            .doubleType()
            .defaultValue(AttributionRules.DEFAULT.unattributed())
            .withDescription("Weight of the case that no known change is the cause of an incident, relative to the"
                    + " weight 1 of a normal change that just went live on the affected service.");

    /** Length of the KPI window before a change. */
    public static final ConfigOption<Duration> BEFORE = ConfigOptions.key("attribution.before")
            .durationType()
            .defaultValue(AttributionRules.DEFAULT.before())
            .withDescription("Length of the window before a change whose KPIs are compared with those after it.");

    /** Length of the KPI window after the opening of an incident. */
    public static final ConfigOption<Duration> AFTER = ConfigOptions.key("attribution.after")
            .durationType()
            .defaultValue(AttributionRules.DEFAULT.after())
            .withDescription("How long after the opening of an incident the KPIs of changed services are read.");

    /** Margin around a release window. */
    public static final ConfigOption<Duration> COLLISION_MARGIN = ConfigOptions.key("collisions.margin")
            .durationType()
            .defaultValue(Duration.ofMinutes(30))
            .withDescription("Margin before and after a release window within which changes collide with it, too: a"
                    + " change that ends just before has not yet shown its effects.");

    /** Address of the dashboard. */
    public static final ConfigOption<String> DASHBOARD = ConfigOptions.key("alerts.dashboard")
            .stringType()
            .defaultValue("http://127.0.0.1:8080/")
            .withDescription("Address of the dashboard, to which alerts link.");

    /** Time without activity after which a value stream counts as silent. */
    public static final ConfigOption<Duration> SILENCE = ConfigOptions.key("alerts.silence")
            .durationType()
            .defaultValue(Duration.ofHours(6))
            .withDescription("Time without activity, in event time, after which a value stream counts as silent.");

    /** Smallest weight at which an attribution raises an alert. */
    public static final ConfigOption<Double> ALERT_WEIGHT = ConfigOptions.key("alerts.weight")
            .doubleType()
            .defaultValue(0.5)
            .withDescription("Smallest weight at which the attribution of an incident to a change raises an alert.");

    /** Largest number of rows per insert. */
    public static final ConfigOption<Integer> BATCH_ROWS = ConfigOptions.key("sink.batch-rows")
            .intType()
            .defaultValue(20_000)
            .withDescription("Largest number of rows per insert into ClickHouse.");

    /** Longest delay of a row before its insert. */
    public static final ConfigOption<Duration> BATCH_INTERVAL = ConfigOptions.key("sink.batch-interval")
            .durationType()
            .defaultValue(Duration.ofSeconds(1))
            .withDescription("Longest delay of a row before its insert.");

    /** Longest wait for a catalog when a job starts. */
    public static final ConfigOption<Duration> CATALOG_TIMEOUT = ConfigOptions.key("catalog.timeout")
            .durationType()
            .defaultValue(Duration.ofMinutes(1))
            .withDescription("How long a job waits at its start for a first catalog revision on the topic"
                    + " value-streams before it gives up.");

    /** Environments that count as production. */
    public static final ConfigOption<List<String>> PRODUCTION = ConfigOptions.key("delivery.production")
            .stringType()
            .asList()
            .defaultValues(ProductionEnvironments.DEFAULT.patterns().toArray(new String[0]))
            .withDescription("Environments that count as production, separated by semicolons: names, or patterns with *"
                    + " for any characters; case does not matter. Only their changes and incidents count for effects and"
                    + " metrics.");

    /** Whether rollbacks are recognized by their version. */
    public static final ConfigOption<Boolean> INFER_ROLLBACKS = ConfigOptions.key("delivery.infer-rollbacks")
            .booleanType()
            .defaultValue(true)
            .withDescription("Whether a change that brings an older version of its service live again counts as the"
                    + " rollback of the changes since, although it names none. Set to false where versions are tags"
                    + " that are used in turn, such as blue and green.");

    /** Topics of documents of other formats. */
    public static final ConfigOption<List<String>> INTAKE_TOPICS = ConfigOptions.key("intake.topics")
            .stringType()
            .asList()
            .noDefaultValue()
            .withDescription("Topics of your own that the intake job reads beside intake, separated by semicolons, each"
                    + " as preset:topic, such as cdevents:cdevents-prod;github:webhooks. The prefix of topics does not"
                    + " apply to them.");

    /** Directory of presets. */
    public static final ConfigOption<String> INTAKE_PRESETS = ConfigOptions.key("intake.presets")
            .stringType()
            .noDefaultValue()
            .withDescription("Directory of your own presets: NAME.yaml is the preset NAME, and takes the place of a"
                    + " shipped one of that name. It is read where the job is submitted.");

    /** File with the key for pseudonyms. */
    public static final ConfigOption<String> INTAKE_PSEUDONYM_KEY = ConfigOptions.key("intake.pseudonym-key")
            .stringType()
            .noDefaultValue()
            .withDescription("File with the key for pseudonyms, at the same path on every task manager. Presets that"
                    + " make pseudonyms need it.");

    /** Whether documents of learning activity are kept when they are rejected. */
    public static final ConfigOption<Boolean> INTAKE_KEEP_LEARNING = ConfigOptions.key("intake.keep-learning-documents")
            .booleanType()
            .defaultValue(false)
            .withDescription("Whether rejected documents of learning activity are kept with their bytes, which may name"
                    + " persons. Otherwise only their position and the reason are kept.");

    /** All options. */
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
            PRODUCTION,
            INFER_ROLLBACKS,
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
            CATALOG_TIMEOUT,
            INTAKE_TOPICS,
            INTAKE_PRESETS,
            INTAKE_PSEUDONYM_KEY,
            INTAKE_KEEP_LEARNING);

    private PipelineOptions() {}
}
