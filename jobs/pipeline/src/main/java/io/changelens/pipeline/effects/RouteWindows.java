package io.changelens.pipeline.effects;

import io.changelens.core.catalog.CatalogHistory;
import io.changelens.core.catalog.CatalogIndex;
import io.changelens.core.effect.Intervention;
import io.changelens.core.kpi.KpiKey;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.schemas.Kpi;
import io.changelens.schemas.ReleaseWindow;
import io.changelens.schemas.ValueStream;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.List;
import org.apache.flink.util.Collector;

/**
 * Sends each release window to every KPI of the value streams that it protects, by the catalog revision in effect at
 * its start. The KPIs of other value streams get it as withdrawn, because an earlier revision may have protected them.
 */
final class RouteWindows extends CatalogFunction<ReleaseWindow, Intervention> {

    RouteWindows(List<ValueStreamCatalog> known) {
        super(known);
    }

    @Override
    protected void process(ReleaseWindow window, CatalogHistory catalogs, Collector<Intervention> out) {
        long from = window.getStartsAt().toEpochMilli();
        CatalogIndex catalog = catalogs.at(from);
        for (ValueStream stream : catalog.catalog().getValueStreams()) {
            boolean holds = !window.getCancelled() && window.getValueStreams().contains(stream.getId());
            for (Kpi kpi : catalog.kpisOf(stream.getId())) {
                out.collect(new Intervention(
                        new KpiKey(stream.getId(), kpi.getId()),
                        Intervention.Kind.WINDOW,
                        window.getWindowId(),
                        window.getRevision(),
                        from,
                        from,
                        window.getEndsAt().toEpochMilli(),
                        !holds,
                        false,
                        "",
                        null));
            }
        }
    }
}
