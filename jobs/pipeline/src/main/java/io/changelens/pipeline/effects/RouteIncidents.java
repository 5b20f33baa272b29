package io.changelens.pipeline.effects;

import io.changelens.core.catalog.CatalogHistory;
import io.changelens.core.catalog.CatalogIndex;
import io.changelens.core.delivery.IncidentHistory;
import io.changelens.core.effect.Intervention;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.OpenEnd;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.pipeline.delivery.Incident;
import io.changelens.schemas.IncidentPhase;
import io.changelens.schemas.Kpi;
import io.changelens.schemas.Severity;
import io.changelens.schemas.ValueStreamCatalog;
import java.time.Instant;
import java.util.List;
import org.apache.flink.util.Collector;

/** Sends each incident in production to every KPI of the value streams that it affects. */
final class RouteIncidents extends CatalogFunction<Incident, Intervention> {

    private static final String PRODUCTION = "production";

    RouteIncidents(List<ValueStreamCatalog> known) {
        super(known);
    }

    @Override
    protected void process(Incident incident, CatalogHistory catalogs, Collector<Intervention> out) {
        IncidentHistory history = incident.history();
        if (!history.facts().getEnvironment().equals(PRODUCTION)) {
            return;
        }
        CatalogIndex catalog = catalogs.at(history.lastEventAt().toEpochMilli());
        for (String stream : incident.impact().valueStreams()) {
            for (Kpi kpi : catalog.kpisOf(stream)) {
                out.collect(intervention(history, new KpiKey(stream, kpi.getId())));
            }
        }
    }

    private static Intervention intervention(IncidentHistory history, KpiKey key) {
        Instant begun = history.reached(IncidentPhase.OPENED);
        for (Instant impact : history.phaseTimes().values()) {
            // The opening of an incident may be reported last, or never.
            begun = begun == null || impact.isBefore(begun) ? impact : begun;
        }
        Severity severity = history.facts().getSeverity();
        String cause = history.facts().getCauseChangeId();
        return new Intervention(
                key,
                Intervention.Kind.INCIDENT,
                history.facts().getIncidentId(),
                history.events(),
                begun.toEpochMilli(),
                begun.toEpochMilli(),
                history.resolvedAt() == null
                        ? OpenEnd.TIME
                        : history.resolvedAt().toEpochMilli(),
                false,
                severity == Severity.MAJOR || severity == Severity.CRITICAL,
                cause == null ? "" : cause,
                null);
    }
}
