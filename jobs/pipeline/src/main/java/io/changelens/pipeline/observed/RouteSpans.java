package io.changelens.pipeline.observed;

import io.changelens.core.catalog.CatalogHistory;
import io.changelens.core.catalog.CatalogIndex;
import io.changelens.core.catalog.KpiType;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.ActivitySpan;
import io.changelens.core.time.Minute;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.schemas.Kpi;
import io.changelens.schemas.ValueStream;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.Collector;

/**
 * Sends each span to the volumes and availabilities of all value streams, by the catalog revision in effect in each
 * minute. Pauses go to availabilities only: incidents are known in them, volumes are not.
 */
final class RouteSpans extends CatalogFunction<ActivitySpan, KpiSpan> {

    private transient CatalogIndex read;
    private transient List<KpiSpan> templates;

    RouteSpans(List<ValueStreamCatalog> known) {
        super(known);
    }

    @Override
    protected void process(ActivitySpan span, CatalogHistory catalogs, Collector<KpiSpan> out) {
        long from = span.from();
        while (from < span.until()) {
            CatalogIndex catalog = catalogs.at(from);
            long until = Minute.end(from);
            while (until < span.until() && catalogs.at(until) == catalog) {
                until = Minute.end(until);
            }
            for (KpiSpan kpi : kpisOf(catalog)) {
                if (span.observed() || kpi.type() == KpiType.AVAILABILITY) {
                    out.collect(new KpiSpan(kpi.key(), kpi.type(), from, until, catalog.revision()));
                }
            }
            from = until;
        }
    }

    private List<KpiSpan> kpisOf(CatalogIndex catalog) {
        if (catalog != read) {
            templates = new ArrayList<>();
            for (ValueStream stream : catalog.catalog().getValueStreams()) {
                for (Kpi kpi : catalog.kpisOf(stream.getId())) {
                    KpiType type = KpiType.of(kpi);
                    if (type != KpiType.RATIO) {
                        templates.add(new KpiSpan(new KpiKey(stream.getId(), kpi.getId()), type, 0, 0, 0));
                    }
                }
            }
            read = catalog;
        }
        return templates;
    }
}
