package io.changelens.pipeline.attribution;

import io.changelens.core.attribution.KpiKind;
import io.changelens.core.catalog.CatalogHistory;
import io.changelens.core.catalog.CatalogIndex;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.schemas.Direction;
import io.changelens.schemas.Kpi;
import io.changelens.schemas.OutcomeMinute;
import io.changelens.schemas.Service;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.util.Collector;

/**
 * Adds to each outcome the kind of its KPI and the direction that is worse. An outcome that counts for several value
 * streams is emitted once for its service.
 */
final class RouteOutcomes extends CatalogFunction<OutcomeMinute, ServiceMinute> {

    private transient CatalogIndex read;
    private transient Map<Source, Kpi> kpis;

    RouteOutcomes(List<ValueStreamCatalog> known) {
        super(known);
    }

    /**
     * Identifies the outcomes of a service's KPI that are emitted: those of the first value stream, in the order of the
     * catalog, that the KPI counts for.
     */
    private record Source(String service, String valueStream, String kpi) {}

    @Override
    protected void process(OutcomeMinute outcome, CatalogHistory catalogs, Collector<ServiceMinute> out) {
        CatalogIndex catalog = catalogs.at(outcome.getMinute().toEpochMilli());
        if (catalog != read) {
            kpis = sources(catalog);
            read = catalog;
        }
        String service =
                catalog.canonical(outcome.getService(), outcome.getMinute().toEpochMilli());
        Kpi kpi = kpis.get(new Source(service, outcome.getValueStream(), outcome.getKpi()));
        if (kpi != null) {
            out.collect(new ServiceMinute(
                    underId(outcome, service), KpiKind.of(kpi), kpi.getDirection() == Direction.LOWER_IS_BETTER));
        }
    }

    /** An outcome that was published before a name of its service became an alias still has that name. */
    private static OutcomeMinute underId(OutcomeMinute outcome, String service) {
        return outcome.getService().equals(service)
                ? outcome
                : OutcomeMinute.newBuilder(outcome).setService(service).build();
    }

    private static Map<Source, Kpi> sources(CatalogIndex catalog) {
        Map<Source, Kpi> sources = new HashMap<>();
        for (Service service : catalog.catalog().getServices()) {
            Set<String> seen = new HashSet<>();
            for (String stream : catalog.valueStreamsOf(service.getId())) {
                for (Kpi kpi : catalog.kpisOf(stream)) {
                    if (KpiKind.of(kpi) != null && seen.add(kpi.getId())) {
                        sources.put(new Source(service.getId(), stream, kpi.getId()), kpi);
                    }
                }
            }
        }
        return sources;
    }
}
