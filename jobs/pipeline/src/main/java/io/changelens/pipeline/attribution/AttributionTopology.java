package io.changelens.pipeline.attribution;

import io.changelens.core.attribution.AttributedIncident;
import io.changelens.core.attribution.EvidenceReply;
import io.changelens.core.attribution.EvidenceRequest;
import io.changelens.core.attribution.IncidentCase;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.delivery.Change;
import io.changelens.pipeline.delivery.Incident;
import io.changelens.pipeline.source.EventTime;
import io.changelens.schemas.OutcomeMinute;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Attributes incidents to changes. Each service gathers the evidence on its own changes, and each incident weighs the
 * replies of all services.
 */
public final class AttributionTopology {

    private AttributionTopology() {}

    /**
     * Builds the topology.
     *
     * @param outcomes KPI sums by minute, with event time; their watermark determines when KPIs are read
     * @param changes changes, each replacing the one with fewer events
     * @param incidents incidents, each replacing the one with fewer events
     * @param catalogs catalog revisions as they arrive
     * @param known catalog revisions known from the start; at least one
     * @param settings settings of the job
     * @return attributions, each replacing the one with a lower revision
     */
    public static DataStream<AttributedIncident> build(
            DataStream<OutcomeMinute> outcomes,
            DataStream<Change> changes,
            DataStream<Incident> incidents,
            DataStream<ValueStreamCatalog> catalogs,
            List<ValueStreamCatalog> known,
            Settings settings) {
        BroadcastStream<ValueStreamCatalog> revisions = catalogs.broadcast(CatalogFunction.REVISIONS);
        DataStream<ServiceMinute> minutes = outcomes.connect(revisions)
                .process(new RouteOutcomes(known), ServiceMinute.TYPE)
                .uid("route-outcomes-to-services")
                .name("route outcomes to services");
        DataStream<IncidentCase> cases = incidents
                .map(new OpenCases())
                .returns(TypeInformation.of(IncidentCase.class))
                .uid("open-cases")
                .name("open cases")
                .assignTimestampsAndWatermarks(EventTime.ofTables())
                .uid("cases-without-watermark")
                .name("cases without watermark");
        DataStream<ServiceInput> inputs = changes.flatMap(new RouteCandidates())
                .returns(TypeInformation.of(ServiceInput.class))
                .uid("route-candidates")
                .name("route candidates")
                .union(cases.<ServiceInput>flatMap((incident, out) -> incident.distances()
                                .keySet()
                                .forEach(service -> out.collect(ServiceInput.of(new EvidenceRequest(
                                        incident.incidentId(), service, incident.openedAt(), incident.events())))))
                        .returns(TypeInformation.of(ServiceInput.class))
                        .uid("request-evidence")
                        .name("request evidence"))
                // As for effects, only outcomes advance the watermark.
                .assignTimestampsAndWatermarks(EventTime.ofTables())
                .uid("requests-without-watermark")
                .name("requests without watermark");
        return minutes.keyBy(minute -> minute.outcome().getService(), Types.STRING)
                .connect(inputs.keyBy(ServiceInput::service, Types.STRING))
                .process(new GatherEvidence(settings), TypeInformation.of(EvidenceReply.class))
                .uid("gather-evidence")
                .name("gather evidence")
                .keyBy(EvidenceReply::incidentId, Types.STRING)
                .connect(cases.keyBy(IncidentCase::incidentId, Types.STRING))
                .process(new WeighCandidates(settings), TypeInformation.of(AttributedIncident.class))
                .uid("weigh-candidates")
                .name("weigh candidates");
    }
}
