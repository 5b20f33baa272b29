package io.changelens.pipeline;

import io.changelens.core.attribution.AttributedIncident;
import io.changelens.core.calendar.Collision;
import io.changelens.pipeline.alerts.AlertTopology;
import io.changelens.pipeline.alerts.AlertTopology.Alerts;
import io.changelens.pipeline.attribution.AttributionTopology;
import io.changelens.pipeline.audit.AuditTopology;
import io.changelens.pipeline.audit.AuditTopology.Audit;
import io.changelens.pipeline.calendar.CollisionTopology;
import io.changelens.pipeline.config.JobArguments;
import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.decode.Intake;
import io.changelens.pipeline.decode.Intake.Plain;
import io.changelens.pipeline.decode.IntakeDelta;
import io.changelens.pipeline.decode.RejectedRecord;
import io.changelens.pipeline.delivery.DeliveryTopology;
import io.changelens.pipeline.delivery.DeliveryTopology.Delivery;
import io.changelens.pipeline.sink.AlertTables;
import io.changelens.pipeline.sink.AttributionTables;
import io.changelens.pipeline.sink.CatalogTables;
import io.changelens.pipeline.sink.ClickHouseSinks;
import io.changelens.pipeline.sink.CollisionTables;
import io.changelens.pipeline.sink.DeliveryTables;
import io.changelens.pipeline.sink.KafkaSinks;
import io.changelens.pipeline.source.KafkaAccess;
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
 * Computes the histories of changes and incidents, attributes incidents to changes with KPI sums as evidence, finds
 * collisions of changes with release windows, and writes the catalog and the calendar to their tables. Outcomes that
 * cannot be decoded are reported by the effects job, which reads the topic too.
 */
public final class DeliveryJob {

    /** Name of the job. */
    public static final String NAME = "delivery";

    /** Consumer group under which the job commits its offsets. */
    public static final String GROUP = "changelens-delivery";

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
            List.of(Topics.CHANGE_ALERTS, Topics.LATE_EVENTS, Topics.REJECTED_RECORDS),
            Optional.empty());

    private DeliveryJob() {}

    /**
     * Runs the job on a cluster.
     *
     * @param args arguments as {@link JobArguments} reads them
     * @throws IllegalStateException with one line that says what to fix, if there is no catalog to start with or Kafka
     *     refuses
     */
    public static void main(String[] args) throws Exception {
        ClusterJob.run(args, ACCESS, DeliveryJob::define);
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
        Intake<ValueStreamCatalog> valueStreams = sources.table(RecordKind.VALUE_STREAMS);
        Intake<ReleaseWindow> windows = sources.table(RecordKind.RELEASE_WINDOWS);
        Plain<ValueStreamCatalog> catalogTopic = valueStreams.plain("catalogs", RecordKind.VALUE_STREAMS);
        DataStream<ValueStreamCatalog> catalogs = catalogTopic.events();

        Delivery delivery = DeliveryTopology.build(deployments.events(), incidents.events(), catalogs, known, settings);
        DataStream<AttributedIncident> attributed = AttributionTopology.build(
                outcomes.plainEvents("outcomes", RecordKind.OUTCOMES),
                delivery.changes(),
                delivery.incidents(),
                catalogs,
                known,
                settings);

        Plain<ReleaseWindow> calendarTopic = windows.plain("windows", RecordKind.RELEASE_WINDOWS);
        DataStream<ReleaseWindow> calendar = calendarTopic.events();
        DataStream<Collision> collisions = CollisionTopology.build(delivery.changes(), calendar, settings);

        DataStream<IntakeDelta> account = deployments
                .account()
                .union(incidents.account(), valueStreams.account(), windows.account(), delivery.account())
                .union(catalogTopic.account(), calendarTopic.account());
        DataStream<RejectedRecord> rejected = deployments
                .rejected()
                .union(incidents.rejected(), valueStreams.rejected(), windows.rejected(), delivery.rejected());
        Audit audit = AuditTopology.build(account, rejected, delivery.late());
        Alerts alerts = AlertTopology.ofAttributions(attributed, settings)
                .and(AlertTopology.ofCollisions(collisions, settings))
                .and(AlertTopology.ofIntake(audit.balances(), settings));

        KafkaSinks kafka = new KafkaSinks(settings);
        kafka.publishAlerts(alerts.news(), "delivery");
        kafka.publishAudit(audit);
        ClickHouseSinks clickHouse = new ClickHouseSinks(settings);
        clickHouse.write(delivery.changes(), DeliveryTables.CHANGES);
        clickHouse.writeFlow(delivery.changes());
        clickHouse.write(delivery.incidents(), DeliveryTables.INCIDENTS);
        clickHouse.write(attributed, AttributionTables.INCIDENT_ATTRIBUTIONS);
        clickHouse.write(collisions, CollisionTables.RELEASE_COLLISIONS);
        clickHouse.write(alerts.rows(), AlertTables.CHANGE_ALERTS);
        clickHouse.writeAudit(audit);
        clickHouse.writeCatalogs(valueStreams.events());
        clickHouse.write(windows.events(), CatalogTables.RELEASE_WINDOWS);
    }
}
