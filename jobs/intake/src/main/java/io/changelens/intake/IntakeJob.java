package io.changelens.intake;

import io.changelens.intake.IntakeTopology.Mapped;
import io.changelens.mapping.row.InputError;
import io.changelens.pipeline.alerts.AlertTopology;
import io.changelens.pipeline.alerts.AlertTopology.Alerts;
import io.changelens.pipeline.audit.AuditTopology;
import io.changelens.pipeline.audit.AuditTopology.Audit;
import io.changelens.pipeline.config.IntakeSettings;
import io.changelens.pipeline.config.JobArguments;
import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.sink.AlertTables;
import io.changelens.pipeline.sink.ClickHouseSinks;
import io.changelens.pipeline.sink.KafkaSinks;
import io.changelens.pipeline.source.KafkaAccess;
import io.changelens.pipeline.source.Sources;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Maps documents of tools to events: those of the topic {@code intake}, each with the name of its preset in a header,
 * and those of topics of the user's. The events go to the topics of their kinds, with the keys of the contract, at least
 * once. The other jobs do not read foreign topics themselves, because duplicates are recognized by partition.
 */
public final class IntakeJob {

    /** Name of the job. */
    public static final String NAME = "intake";

    /** Consumer group under which the job commits its offsets. A job without state continues from them. */
    public static final String GROUP = "changelens-intake";

    /** Rights that the job needs on Kafka, beside those to read topics of the user's. */
    public static final KafkaAccess ACCESS = new KafkaAccess(
            NAME,
            GROUP,
            List.of(Topics.INTAKE),
            Stream.concat(
                            RecordKind.inputs().stream().map(RecordKind::topic),
                            Stream.of(Topics.CHANGE_ALERTS, Topics.REJECTED_RECORDS))
                    .toList(),
            Optional.empty());

    private IntakeJob() {}

    /**
     * Runs the job on a cluster.
     *
     * @param args arguments as {@link JobArguments} reads them
     * @throws IllegalStateException with one line that says what to fix, if Kafka refuses or lacks a topic
     * @throws ProgramParametrizationException with one line, if a preset cannot be used
     */
    public static void main(String[] args) throws Exception {
        Settings settings = JobArguments.parse(args, System.getenv());
        require(settings);
        StreamExecutionEnvironment env = JobArguments.environment();
        try {
            define(env, settings);
        } catch (InputError e) {
            throw new ProgramParametrizationException(e.getMessage());
        }
        env.execute(NAME);
    }

    /**
     * Checks the rights of the job on Kafka, and that the topics of the user's exist.
     *
     * @throws IllegalStateException with one line that says what to fix
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public static void require(Settings settings) throws InterruptedException {
        ACCESS.require(settings.kafka());
        List<String> topics = List.copyOf(settings.intake().topics().keySet());
        if (!topics.isEmpty()) {
            new KafkaAccess(NAME, GROUP, topics, List.of(), Optional.empty())
                    .requireTopics(settings.kafka().withoutTopicPrefix());
        }
    }

    /**
     * Adds the sources, operators and sinks of the job.
     *
     * @param env the environment
     * @param settings settings of the job
     * @throws InputError with one line, if a preset cannot be used
     */
    public static void define(StreamExecutionEnvironment env, Settings settings) {
        IntakeSettings intake = settings.intake();
        Presets presets = Presets.read(intake);
        Sources sources = new Sources(env, settings, GROUP);
        Mapped mapped = IntakeTopology.build(
                sources.foreign(settings.kafka().topic(Topics.INTAKE), Topics.INTAKE, DocumentDeserializer.ofIntake()),
                Topics.INTAKE,
                presets,
                intake.keepLearning());
        for (Map.Entry<String, String> of : intake.topics().entrySet()) {
            String topic = of.getKey();
            mapped = mapped.and(IntakeTopology.build(
                    sources.foreign(topic, topic, DocumentDeserializer.of(topic, of.getValue())),
                    topic,
                    presets,
                    intake.keepLearning()));
        }
        Audit audit = AuditTopology.build(mapped.account(), mapped.rejected());
        Alerts alerts = AlertTopology.ofIntake(audit.balances(), settings);

        KafkaSinks kafka = new KafkaSinks(settings);
        kafka.publishEvents(mapped.events());
        kafka.publishAlerts(alerts.news(), NAME);
        kafka.publishAudit(audit);
        ClickHouseSinks clickHouse = new ClickHouseSinks(settings);
        clickHouse.write(alerts.rows(), AlertTables.CHANGE_ALERTS);
        clickHouse.writeAudit(audit);
    }
}
