package io.changelens.pipeline.effects;

import io.changelens.core.catalog.KpiImpact;
import io.changelens.core.delivery.IncidentHistory;
import io.changelens.core.effect.Intervention;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.OpenEnd;
import io.changelens.pipeline.delivery.Incident;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Sends each incident to every KPI of the value streams that it affects. An incident outside production goes there as
 * withdrawn, and so it does to the KPIs that only an earlier revision affected.
 */
final class RouteIncidents implements FlatMapFunction<Incident, Intervention> {

    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(Incident incident, Collector<Intervention> out) {
        for (KpiImpact kpi : incident.impact().kpis()) {
            out.collect(intervention(incident.history(), kpi.key(), !incident.production()));
        }
        for (KpiKey left : incident.impact().leftKpis()) {
            out.collect(intervention(incident.history(), left, true));
        }
    }

    private static Intervention intervention(IncidentHistory history, KpiKey key, boolean withdrawn) {
        long began = history.beganAt().toEpochMilli();
        String cause = history.facts().getCauseChangeId();
        return new Intervention(
                key,
                Intervention.Kind.INCIDENT,
                history.facts().getIncidentId(),
                history.events(),
                began,
                began,
                history.resolvedAt() == null
                        ? OpenEnd.TIME
                        : history.resolvedAt().toEpochMilli(),
                withdrawn,
                cause == null ? "" : cause,
                null);
    }
}
