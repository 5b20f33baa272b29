package io.changelens.pipeline.outcomes;

import io.changelens.core.catalog.CatalogHistory;
import io.changelens.core.catalog.CatalogIndex;
import io.changelens.core.catalog.Contribution;
import io.changelens.core.kpi.Micros;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.List;
import org.apache.flink.util.Collector;

/**
 * Turns sums over verbs into sums of KPIs, by the catalog revision that held in their minute. A verb that no KPI asks
 * for adds nothing; a service that the catalog does not name is counted under {@link OutcomeKey#UNMAPPED}.
 */
public final class ApplyCatalog extends CatalogFunction<PartialSums, OutcomeSums> {

    /** A function that knows these revisions from its start. */
    public ApplyCatalog(List<ValueStreamCatalog> known) {
        super(known);
    }

    @Override
    protected void process(PartialSums partial, CatalogHistory catalogs, Collector<OutcomeSums> out) {
        ActivityKey key = partial.key();
        ActivitySums sums = partial.sums();
        CatalogIndex catalog = catalogs.at(key.minute());
        if (!catalog.knows(key.service())) {
            long events = Micros.ofCount(sums.events());
            OutcomeKey unmapped =
                    new OutcomeKey(OutcomeKey.UNMAPPED, "events", key.service(), key.cohort(), key.minute());
            out.collect(new OutcomeSums(unmapped, events, events, sums.events(), catalog.revision(), partial.first()));
            return;
        }
        for (Contribution c : catalog.contributions(key.service(), key.verb())) {
            out.collect(new OutcomeSums(
                    new OutcomeKey(c.valueStream(), c.kpi(), key.service(), key.cohort(), key.minute()),
                    sums.micros(c.numerator()),
                    sums.micros(c.denominator()),
                    sums.events(),
                    catalog.revision(),
                    partial.first()));
        }
    }
}
