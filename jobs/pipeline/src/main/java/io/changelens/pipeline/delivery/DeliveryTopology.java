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

/** Deployment and incident events to the lives of changes and incidents: fold, then find the value streams reached. */
public final class DeliveryTopology {

    private DeliveryTopology() {}

    /**
     * Builds the topology.
     *
     * @param deployments events of the topic {@code deployments}, with event time
     * @param incidents events of the topic {@code incidents}, with event time
     * @param catalogs catalog revisions as they come
     * @param known catalog revisions known from the start; at least one
     * @param settings delays and bounds
     */
    public static Delivery build(
            DataStream<Received<DeploymentEvent>> deployments,
            DataStream<Received<IncidentEvent>> incidents,
            DataStream<ValueStreamCatalog> catalogs,
            List<ValueStreamCatalog> known,
            Settings settings) {
        BroadcastStream<ValueStreamCatalog> revisions = catalogs.broadcast(CatalogFunction.REVISIONS);
        SingleOutputStreamOperator<Aggregated<ChangeHistory>> changeLives =
                fold(deployments, "changes", HistoryKind.OF_CHANGES, HistoryTypes.OF_CHANGES, settings);
        SingleOutputStreamOperator<Aggregated<IncidentHistory>> incidentLives =
                fold(incidents, "incidents", HistoryKind.OF_INCIDENTS, HistoryTypes.OF_INCIDENTS, settings);
        return new Delivery(
                changeLives
                        .connect(revisions)
                        .process(new ResolveChanges(known), HistoryTypes.CHANGE)
                        .uid("place-changes")
                        .name("place changes"),
                incidentLives
                        .connect(revisions)
                        .process(new ResolveIncidents(known), HistoryTypes.INCIDENT)
                        .uid("place-incidents")
                        .name("place incidents"),
                changeLives
                        .getSideOutput(AggregateEvents.LATE)
                        .union(incidentLives.getSideOutput(AggregateEvents.LATE)),
                changeLives
                        .getSideOutput(SplitRejectedOperator.REJECTED)
                        .union(incidentLives.getSideOutput(SplitRejectedOperator.REJECTED)),
                changeLives.getSideOutput(IntakeDelta.OUTPUT).union(incidentLives.getSideOutput(IntakeDelta.OUTPUT)));
    }

    private static <E extends SpecificRecordBase, L> SingleOutputStreamOperator<Aggregated<L>> fold(
            DataStream<Received<E>> events,
            String subjects,
            HistoryKind<E, L> history,
            TypeInformation<L> type,
            Settings settings) {
        return events.keyBy(received -> history.subject().of(received.event()), Types.STRING)
                .process(new AggregateEvents<>(history, settings.retention()), Aggregated.typeInfo(type))
                .uid("fold-" + subjects)
                .name("fold " + subjects);
    }

    /**
     * What the topology gives.
     *
     * @param changes what is known of each change, each replacing the one with fewer events
     * @param incidents what is known of each incident, likewise
     * @param late events of changes and incidents whose retention is over
     * @param rejected events beyond a change's or incident's bound
     * @param account how many events were counted, known already, late, or beyond a bound
     */
    public record Delivery(
            DataStream<Change> changes,
            DataStream<Incident> incidents,
            DataStream<LateEvent> late,
            DataStream<RejectedRecord> rejected,
            DataStream<IntakeDelta> account) {}
}
