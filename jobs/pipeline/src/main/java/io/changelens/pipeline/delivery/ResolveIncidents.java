package io.changelens.pipeline.delivery;

import io.changelens.core.catalog.CatalogHistory;
import io.changelens.core.catalog.Impact;
import io.changelens.core.delivery.IncidentHistory;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.Collector;

/** Finds the value streams that each incident affects, by the catalog revision in effect at its latest event. */
final class ResolveIncidents extends CatalogFunction<Aggregated<IncidentHistory>, Incident> {

    ResolveIncidents(List<ValueStreamCatalog> known) {
        super(known);
    }

    @Override
    protected void process(Aggregated<IncidentHistory> folded, CatalogHistory catalogs, Collector<Incident> out) {
        IncidentHistory history = folded.history();
        List<String> services = new ArrayList<>();
        services.add(history.facts().getService());
        services.addAll(history.facts().getAffectedServices());
        out.collect(new Incident(
                history, Impact.by(catalogs.at(history.lastEventAt().toEpochMilli()), services), folded.cause()));
    }
}
