package io.changelens.pipeline.delivery;

import io.changelens.core.catalog.CatalogHistory;
import io.changelens.core.delivery.IncidentLife;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.Collector;

/** Finds the value streams that each incident touches, by the catalog revision of its latest event. */
final class PlaceIncidents extends CatalogFunction<Folded<IncidentLife>, Incident> {

    PlaceIncidents(List<ValueStreamCatalog> known) {
        super(known);
    }

    @Override
    protected void process(Folded<IncidentLife> folded, CatalogHistory catalogs, Collector<Incident> out) {
        IncidentLife life = folded.life();
        List<String> services = new ArrayList<>();
        services.add(life.facts().getService());
        services.addAll(life.facts().getAffectedServices());
        out.collect(new Incident(
                life, Reached.by(catalogs.at(life.lastEventAt().toEpochMilli()), services), folded.cause()));
    }
}
