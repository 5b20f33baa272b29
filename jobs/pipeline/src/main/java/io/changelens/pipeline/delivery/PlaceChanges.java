package io.changelens.pipeline.delivery;

import io.changelens.core.catalog.CatalogHistory;
import io.changelens.core.delivery.ChangeLife;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.List;
import org.apache.flink.util.Collector;

/** Finds the value streams that each change reaches, by the catalog revision of its latest event. */
final class PlaceChanges extends CatalogFunction<Folded<ChangeLife>, Change> {

    PlaceChanges(List<ValueStreamCatalog> known) {
        super(known);
    }

    @Override
    protected void process(Folded<ChangeLife> folded, CatalogHistory catalogs, Collector<Change> out) {
        ChangeLife life = folded.life();
        out.collect(new Change(
                life,
                Reached.by(
                        catalogs.at(life.lastEventAt().toEpochMilli()),
                        List.of(life.facts().getService())),
                folded.cause()));
    }
}
