package io.changelens.pipeline.observed;

import io.changelens.core.catalog.KpiImpact;
import io.changelens.core.catalog.KpiType;
import io.changelens.core.delivery.Downtime;
import io.changelens.core.kpi.KpiKey;
import io.changelens.pipeline.delivery.Incident;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Sends each incident to the availability of every value stream that it affects, as a downtime if it causes one, and as
 * none to the KPIs that only an earlier revision of it affected.
 */
final class RouteDowntimes implements FlatMapFunction<Incident, KpiDowntime> {

    private static final long serialVersionUID = 1;

    @Override
    public void flatMap(Incident incident, Collector<KpiDowntime> out) {
        Downtime downtime = Downtime.of(incident.history(), incident.production());
        for (KpiImpact kpi : incident.impact().kpis()) {
            if (kpi.type() == KpiType.AVAILABILITY) {
                out.collect(of(incident, kpi.key(), downtime));
            }
        }
        for (KpiKey left : incident.impact().leftKpis()) {
            out.collect(of(incident, left, null));
        }
    }

    private static KpiDowntime of(Incident incident, KpiKey key, Downtime downtime) {
        long began = incident.history().beganAt().toEpochMilli();
        return new KpiDowntime(
                key,
                incident.history().facts().getIncidentId(),
                downtime == null ? began : downtime.from(),
                downtime == null ? began : downtime.until(),
                incident.history().events(),
                incident.history().lastEventAt().toEpochMilli());
    }
}
