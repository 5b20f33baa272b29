package io.changelens.pipeline;

import io.changelens.core.effect.AdjustedEffect;
import io.changelens.pipeline.alerts.AlertTopology;
import io.changelens.pipeline.alerts.AlertTopology.Alerts;
import io.changelens.pipeline.audit.AuditTopology;
import io.changelens.pipeline.audit.AuditTopology.Audit;
import io.changelens.pipeline.catalog.CatalogStream;
import io.changelens.pipeline.config.JobArguments;
import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.decode.Intake;
import io.changelens.pipeline.decode.Intake.Plain;
import io.changelens.pipeline.delivery.DeliveryTopology;
import io.changelens.pipeline.delivery.DeliveryTopology.Delivery;
import io.changelens.pipeline.effects.EffectsTopology;
import io.changelens.pipeline.sink.AlertTables;
import io.changelens.pipeline.sink.ClickHouseSinks;
import io.changelens.pipeline.sink.EffectTables;
import io.changelens.pipeline.sink.KafkaSinks;
import io.changelens.pipeline.sink.PathTables;
import io.changelens.pipeline.source.KafkaAccess;
import io.changelens.pipeline.source.OutcomeHistory;
import io.changelens.pipeline.source.Sources;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.OutcomeMinute;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.ReleaseWindow;
import io.changelens.schemas.Topics;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Measures the effects of changes on the KPIs of the value streams that they affect. Deployments, incidents, catalogs
 * and release windows that cannot be decoded or are late are reported by the delivery job, which reads these topics
 * too.
 */
public final class EffectsJob {

    /** Name of the job. */
    public static final String NAME = "effects";

    /** Consumer group under which the job commits its offsets. */
    public static final String GROUP = "changelens-effects";

    /** Rights that the job needs on Kafka. */
    public static final KafkaAccess ACCESS = new KafkaAccess(
            NAME,
            GROUP,
            List.of(
                    Topics.DEPLOYMENTS,
                    Topics.INCIDENTS,
                    Topics.OUTCOMES,
                    Topics.VALUE_STREAMS,
                    Topics.RELEASE_WINDOWS,
                    Topics.SCHEMAS),
            List.of(Topics.CHANGE_ALERTS, Topics.REJECTED_RECORDS),
            Optional.empty());

    private EffectsJob() {}

    /**
     * Runs the job on a cluster.
     *
     * @param args arguments as {@link JobArguments} reads them
     * @throws IllegalStateException with one line that says what to fix, if there is no catalog to start with or Kafka
     *     refuses
     */
    public static void main(String[] args) throws Exception {
        ClusterJob.run(args, ACCESS, EffectsJob::define);
    }

    /**
     * Adds the sources, operators and sinks of the job.
     *
     * @param env the environment
     * @param settings settings of the job
     * @param known catalog revisions known from the start; at least one
     */
    public static void define(StreamExecutionEnvironment env, Settings settings, List<ValueStreamCatalog> known) {
        Sources sources = new Sources(env, settings, GROUP);
        Intake<DeploymentEvent> deployments = sources.events(RecordKind.DEPLOYMENTS);
        Intake<IncidentEvent> incidents = sources.events(RecordKind.INCIDENTS);
        Intake<OutcomeMinute> outcomes = sources.events(RecordKind.OUTCOMES);
        Intake<ReleaseWindow> windows = sources.table(RecordKind.RELEASE_WINDOWS);
        DataStream<ValueStreamCatalog> catalogs = CatalogStream.of(sources.table(RecordKind.VALUE_STREAMS));

        Delivery delivery = DeliveryTopology.build(deployments.events(), incidents.events(), catalogs, known, settings);
        Plain<OutcomeMinute> minutes = outcomes.plain("outcomes", RecordKind.OUTCOMES);
        EffectsTopology.Inputs inputs = new EffectsTopology.Inputs(
                minutes.events().union(OutcomeHistory.read(env, settings)),
                delivery.changes(),
                delivery.incidents(),
                windows.plainEvents("windows", RecordKind.RELEASE_WINDOWS));

        EffectsTopology.Measured measured = EffectsTopology.build(inputs, catalogs, known, settings);
        DataStream<AdjustedEffect> effects = measured.effects();
        Audit audit = AuditTopology.build(outcomes.account().union(minutes.account()), outcomes.rejected());
        Alerts alerts = AlertTopology.ofEffects(effects, settings)
                .and(AlertTopology.ofSilence(minutes.events(), settings))
                .and(AlertTopology.ofIntake(audit.balances(), settings));

        KafkaSinks kafka = new KafkaSinks(settings);
        kafka.publishAudit(audit);
        kafka.publishAlerts(alerts.news(), "effects");
        ClickHouseSinks clickHouse = new ClickHouseSinks(settings);
        clickHouse.write(effects, EffectTables.CHANGE_EFFECTS);
        clickHouse.write(measured.paths(), PathTables.CHANGE_EFFECT_PATHS);
        clickHouse.write(alerts.rows(), AlertTables.CHANGE_ALERTS);
        clickHouse.writeAudit(audit);
    }
}
