package io.changelens.pipeline.effects;

import io.changelens.core.catalog.CatalogHistory;
import io.changelens.core.catalog.CatalogIndex;
import io.changelens.core.catalog.KpiType;
import io.changelens.core.effect.Intervention;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.ActivitySpan;
import io.changelens.core.time.Minute;
import io.changelens.core.time.OpenEnd;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.schemas.Kpi;
import io.changelens.schemas.ValueStream;
import io.changelens.schemas.ValueStreamCatalog;
import java.time.Instant;
import java.util.List;
import org.apache.flink.util.Collector;

/**
 * Sends each pause in the activity of all value streams to every ratio, by the catalog revision in effect at its start: in
 * a pause, a KPI without minutes says nothing about its volume. A span that was observed after all withdraws the pause
 * with the same start.
 */
final class RoutePauses extends CatalogFunction<ActivitySpan, Intervention> {

    RoutePauses(List<ValueStreamCatalog> known) {
        super(known);
    }

    @Override
    protected void process(ActivitySpan span, CatalogHistory catalogs, Collector<Intervention> out) {
        CatalogIndex catalog = catalogs.at(span.from());
        for (ValueStream stream : catalog.catalog().getValueStreams()) {
            for (Kpi kpi : catalog.kpisOf(stream.getId())) {
                if (KpiType.of(kpi) == KpiType.RATIO) {
                    out.collect(new Intervention(
                            new KpiKey(stream.getId(), kpi.getId()),
                            Intervention.Kind.PAUSE,
                            Instant.ofEpochMilli(span.from()).toString(),
                            revision(span),
                            span.from(),
                            span.from(),
                            span.until(),
                            span.observed(),
                            "",
                            null));
                }
            }
        }
    }

    /** The more activity is known, the earlier a span ends. */
    private static long revision(ActivitySpan span) {
        return 2 * Minute.between(span.until(), OpenEnd.TIME) + (span.observed() ? 1 : 0);
    }
}
