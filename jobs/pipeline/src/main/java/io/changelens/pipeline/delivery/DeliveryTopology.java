package io.changelens.pipeline.delivery;

import io.changelens.core.delivery.ChangeHistory;
import io.changelens.core.delivery.IncidentHistory;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.decode.IntakeDelta;
import io.changelens.pipeline.decode.LateEvent;
import io.changelens.pipeline.decode.Received;
import io.changelens.pipeline.decode.RejectedRecord;
import io.changelens.pipeline.decode.SplitRejectedOperator;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Computes the histories of changes and incidents from their events, and then the value streams that they affect. */
public final class DeliveryTopology {

    private DeliveryTopology() {}

    /**
     * Builds the topology.
     *
     * @param deployments events of the topic {@code deployments}, with event time
     * @param incidents events of the topic {@code incidents}, with event time
     * @param catalogs catalog revisions as they arrive
     * @param known catalog revisions known from the start; at least one
     * @param settings settings of the job
     */
    public static Delivery build(
            DataStream<Received<DeploymentEvent>> deployments,
            DataStream<Received<IncidentEvent>> incidents,
            DataStream<ValueStreamCatalog> catalogs,
            List<ValueStreamCatalog> known,
            Settings settings) {
        BroadcastStream<ValueStreamCatalog> revisions = catalogs.broadcast(CatalogFunction.REVISIONS);
        SingleOutputStreamOperator<Aggregated<ChangeHistory>> changeHistories =
                fold(deployments, "changes", HistoryKind.OF_CHANGES, HistoryTypes.OF_CHANGES, settings);
        SingleOutputStreamOperator<Aggregated<IncidentHistory>> incidentHistories = foldIncidents(incidents, settings);
        return new Delivery(
                changeHistories
                        .keyBy(change -> change.history().facts().getService(), Types.STRING)
                        .process(new RelateChanges(settings), HistoryTypes.RELATED)
                        .uid("relate-changes")
                        .name("relate changes")
                        .keyBy(Related::changeId, Types.STRING)
                        .connect(revisions)
                        .process(new ResolveChanges(known, settings.retention()), HistoryTypes.CHANGE)
                        .uid("resolve-changes")
                        .name("resolve changes"),
                resolve(incidentHistories, revisions, known, settings),
                changeHistories
                        .getSideOutput(AggregateEvents.LATE)
                        .union(incidentHistories.getSideOutput(AggregateEvents.LATE)),
                changeHistories
                        .getSideOutput(SplitRejectedOperator.REJECTED)
                        .union(incidentHistories.getSideOutput(SplitRejectedOperator.REJECTED)),
                changeHistories
                        .getSideOutput(IntakeDelta.OUTPUT)
                        .union(incidentHistories.getSideOutput(IntakeDelta.OUTPUT)));
    }

    /**
     * Builds the part of the topology that computes incidents, for a job that needs no changes. Events that are late or
     * beyond the largest number are reported by the job that builds the whole.
     *
     * @param incidents events of the topic {@code incidents}, with event time
     * @param catalogs catalog revisions as they arrive
     * @param known catalog revisions known from the start; at least one
     * @param settings settings of the job
     * @return incidents, each replacing the one with fewer events
     */
    public static DataStream<Incident> incidents(
            DataStream<Received<IncidentEvent>> incidents,
            DataStream<ValueStreamCatalog> catalogs,
            List<ValueStreamCatalog> known,
            Settings settings) {
        return resolve(
                foldIncidents(incidents, settings), catalogs.broadcast(CatalogFunction.REVISIONS), known, settings);
    }

    private static SingleOutputStreamOperator<Aggregated<IncidentHistory>> foldIncidents(
            DataStream<Received<IncidentEvent>> incidents, Settings settings) {
        return fold(incidents, "incidents", HistoryKind.OF_INCIDENTS, HistoryTypes.OF_INCIDENTS, settings);
    }

    private static DataStream<Incident> resolve(
            DataStream<Aggregated<IncidentHistory>> histories,
            BroadcastStream<ValueStreamCatalog> revisions,
            List<ValueStreamCatalog> known,
            Settings settings) {
        return histories
                .keyBy(incident -> incident.history().facts().getIncidentId(), Types.STRING)
                .connect(revisions)
                .process(new ResolveIncidents(known, settings), HistoryTypes.INCIDENT)
                .uid("resolve-incidents")
                .name("resolve incidents");
    }

    private static <E extends SpecificRecordBase, L> SingleOutputStreamOperator<Aggregated<L>> fold(
            DataStream<Received<E>> events,
            String subjects,
            HistoryKind<E, L> history,
            TypeInformation<L> type,
            Settings settings) {
        return events.keyBy(received -> history.subject().of(received.event()), Types.STRING)
                .process(new AggregateEvents<>(history, settings.retention()), Aggregated.typeInfo(type))
                .uid("aggregate-" + subjects)
                .name("aggregate " + subjects);
    }

    /**
     * The outputs of the topology.
     *
     * @param changes changes, each replacing the one with fewer events
     * @param incidents incidents, each replacing the one with fewer events
     * @param late events of changes and incidents whose retention is over
     * @param rejected events beyond the largest number of a change or incident
     * @param account numbers of events that were counted, duplicate, late or rejected
     */
    public record Delivery(
            DataStream<Change> changes,
            DataStream<Incident> incidents,
            DataStream<LateEvent> late,
            DataStream<RejectedRecord> rejected,
            DataStream<IntakeDelta> account) {}
}
