package io.changelens.pipeline;

import io.changelens.pipeline.alerts.AlertTopology;
import io.changelens.pipeline.alerts.AlertTopology.Alerts;
import io.changelens.pipeline.audit.AuditTopology;
import io.changelens.pipeline.audit.AuditTopology.Audit;
import io.changelens.pipeline.catalog.CatalogStream;
import io.changelens.pipeline.config.JobArguments;
import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.decode.Intake;
import io.changelens.pipeline.delivery.DeliveryTopology;
import io.changelens.pipeline.delivery.Incident;
import io.changelens.pipeline.observed.ObservedTopology;
import io.changelens.pipeline.outcomes.OutcomesTopology;
import io.changelens.pipeline.outcomes.OutcomesTopology.Outcomes;
import io.changelens.pipeline.sink.AlertTables;
import io.changelens.pipeline.sink.ClickHouseSinks;
import io.changelens.pipeline.sink.KafkaSinks;
import io.changelens.pipeline.sink.OutcomeTables;
import io.changelens.pipeline.source.KafkaAccess;
import io.changelens.pipeline.source.Sources;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.LearningActivityEvent;
import io.changelens.schemas.OutcomeMinute;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.Topics;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Computes the minutes of all KPIs, for the topic {@code outcomes} and the table {@code outcome_minutes}: sums over learning
 * activity, and availability from incidents. Incidents that cannot be decoded or are late are reported by the delivery
 * job, which reads the topic too.
 */
public final class OutcomesJob {

    /** Name of the job. */
    public static final String NAME = "outcomes";

    /** Consumer group under which the job commits its offsets. */
    public static final String GROUP = "changelens-outcomes";

    /** Rights that the job needs on Kafka. */
    public static final KafkaAccess ACCESS = new KafkaAccess(
            NAME,
            GROUP,
            List.of(Topics.LEARNING_ACTIVITY, Topics.INCIDENTS, Topics.VALUE_STREAMS, Topics.SCHEMAS),
            List.of(Topics.OUTCOMES, Topics.CHANGE_ALERTS, Topics.LATE_EVENTS, Topics.REJECTED_RECORDS),
            Optional.of(KafkaSinks.TRANSACTIONAL_ID));

    private OutcomesJob() {}

    /**
     * Runs the job on a cluster.
     *
     * @param args arguments as {@link JobArguments} reads them
     * @throws IllegalStateException with one line that says what to fix, if there is no catalog to start with or Kafka
     *     refuses
     */
    public static void main(String[] args) throws Exception {
        ClusterJob.run(args, ACCESS, OutcomesJob::define);
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
        Intake<LearningActivityEvent> activity = sources.onlyEvents(RecordKind.LEARNING_ACTIVITY);
        Intake<IncidentEvent> incidentTopic = sources.events(RecordKind.INCIDENTS);
        DataStream<ValueStreamCatalog> catalogs = CatalogStream.of(sources.table(RecordKind.VALUE_STREAMS));

        Outcomes outcomes = OutcomesTopology.build(activity.events(), catalogs, known, settings);
        DataStream<Incident> incidents = DeliveryTopology.incidents(incidentTopic.events(), catalogs, known, settings);
        DataStream<OutcomeMinute> minutes = ObservedTopology.align(
                outcomes.minutes(), ObservedTopology.build(outcomes.active(), incidents, catalogs, known, settings));
        Audit audit =
                AuditTopology.build(activity.account().union(outcomes.account()), activity.rejected(), outcomes.late());
        Alerts alerts = AlertTopology.ofIntake(audit.balances(), settings);

        KafkaSinks kafka = new KafkaSinks(settings);
        kafka.publishOutcomes(minutes);
        kafka.publishAudit(audit);
        kafka.publishAlerts(alerts.news(), NAME);
        ClickHouseSinks clickHouse = new ClickHouseSinks(settings);
        clickHouse.write(minutes, OutcomeTables.OUTCOME_MINUTES);
        clickHouse.writeAudit(audit);
        clickHouse.write(AuditTopology.whenFinal(outcomes.lateSums(), "late-sums"), OutcomeTables.LATE_SUMS);
        clickHouse.write(alerts.rows(), AlertTables.CHANGE_ALERTS);
    }
}
