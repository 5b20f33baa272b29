package io.changelens.pipeline.outcomes;

import io.changelens.core.catalog.CatalogHistory;
import io.changelens.core.catalog.CatalogIndex;
import io.changelens.core.catalog.Contribution;
import io.changelens.core.kpi.Micros;
import io.changelens.core.kpi.Ratio;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.List;
import org.apache.flink.util.Collector;

/**
 * Converts sums over verbs to sums of KPIs, by the catalog revision in effect in their minute. A service gets its id,
 * whatever name the events give, so the sums of all its names add up. Verbs that no KPI uses are dropped; services that
 * the catalog does not contain are counted under {@link CatalogIndex#UNMAPPED}.
 */
public final class ApplyCatalog extends CatalogFunction<PartialSums, OutcomeSums> {

    /**
     * Creates a function.
     *
     * @param known catalog revisions known from the start; at least one
     */
    public ApplyCatalog(List<ValueStreamCatalog> known) {
        super(known);
    }

    @Override
    protected void process(PartialSums partial, CatalogHistory catalogs, Collector<OutcomeSums> out) {
        ActivityKey key = partial.key();
        ActivitySums sums = partial.sums();
        CatalogIndex catalog = catalogs.at(key.minute());
        String service = catalog.canonical(key.service(), key.minute());
        if (!catalog.knows(service)) {
            long count = Micros.ofCount(sums.count());
            OutcomeKey unmapped = new OutcomeKey(CatalogIndex.UNMAPPED, "events", service, key.cohort(), key.minute());
            out.collect(new OutcomeSums(
                    unmapped, new Ratio(count, count), sums.events(), catalog.revision(), partial.first()));
            return;
        }
        for (Contribution c : catalog.contributions(service, key.verb())) {
            out.collect(new OutcomeSums(
                    new OutcomeKey(c.valueStream(), c.kpi(), service, key.cohort(), key.minute()),
                    new Ratio(sums.micros(c.numerator()), sums.micros(c.denominator())),
                    sums.events(),
                    catalog.revision(),
                    partial.first()));
        }
    }
}
