package io.changelens.pipeline.delivery;

import io.changelens.core.catalog.CatalogHistory;
import io.changelens.core.catalog.Impact;
import io.changelens.core.delivery.ChangeHistory;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.List;
import org.apache.flink.util.Collector;

/** Finds the value streams that each change affects, by the catalog revision in effect at its latest event. */
final class ResolveChanges extends CatalogFunction<Aggregated<ChangeHistory>, Change> {

    ResolveChanges(List<ValueStreamCatalog> known) {
        super(known);
    }

    @Override
    protected void process(Aggregated<ChangeHistory> folded, CatalogHistory catalogs, Collector<Change> out) {
        ChangeHistory history = folded.history();
        out.collect(new Change(
                history,
                Impact.by(
                        catalogs.at(history.lastEventAt().toEpochMilli()),
                        List.of(history.facts().getService())),
                folded.cause()));
    }
}
