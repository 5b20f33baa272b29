package io.changelens.pipeline.effects;

import io.changelens.core.catalog.CatalogIndex;
import io.changelens.core.catalog.Impact;
import io.changelens.core.effect.Intervention;
import io.changelens.core.kpi.KpiKey;
import io.changelens.pipeline.catalog.ResolveImpact;
import io.changelens.schemas.ReleaseWindow;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.Collector;

/**
 * Sends each release window to every KPI of the value streams that it protects, by the catalog revision in effect at its
 * start. KPIs that only an earlier revision protected get it as withdrawn.
 */
final class RouteWindows extends ResolveImpact<ReleaseWindow, List<Intervention>> {

    private final long retention;

    /**
     * Creates a function.
     *
     * @param known catalog revisions known from the start; at least one
     * @param retention time after its end for which a release window is kept, milliseconds
     */
    RouteWindows(List<ValueStreamCatalog> known, long retention) {
        super(known, new AvroTypeInfo<>(ReleaseWindow.class));
        this.retention = retention;
    }

    @Override
    protected long time(ReleaseWindow window) {
        return window.getStartsAt().toEpochMilli();
    }

    @Override
    protected long keptUntil(ReleaseWindow window) {
        return window.getEndsAt().toEpochMilli() + retention;
    }

    @Override
    protected ReleaseWindow updated(ReleaseWindow window, ReleaseWindow known) {
        return known == null || window.getRevision() >= known.getRevision() ? window : null;
    }

    @Override
    protected Impact impact(ReleaseWindow window, CatalogIndex catalog) {
        return Impact.on(catalog, window.getCancelled() ? List.of() : window.getValueStreams());
    }

    @Override
    protected List<Intervention> resolved(ReleaseWindow window, Impact impact, CatalogIndex catalog) {
        List<Intervention> all = new ArrayList<>();
        impact.kpis().forEach(kpi -> all.add(intervention(window, kpi.key(), false)));
        impact.leftKpis().forEach(left -> all.add(intervention(window, left, true)));
        return all;
    }

    private static Intervention intervention(ReleaseWindow window, KpiKey key, boolean withdrawn) {
        long from = window.getStartsAt().toEpochMilli();
        return new Intervention(
                key,
                Intervention.Kind.WINDOW,
                window.getWindowId(),
                window.getRevision(),
                from,
                from,
                window.getEndsAt().toEpochMilli(),
                withdrawn,
                "",
                null);
    }

    /** Emits each of several interventions. */
    static final class Each implements FlatMapFunction<List<Intervention>, Intervention> {

        private static final long serialVersionUID = 1L;

        @Override
        public void flatMap(List<Intervention> all, Collector<Intervention> out) {
            all.forEach(out::collect);
        }
    }
}
