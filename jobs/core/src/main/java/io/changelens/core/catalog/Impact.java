package io.changelens.core.catalog;

import io.changelens.core.kpi.KpiKey;
import io.changelens.schemas.ValueStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a change, an incident or a release window affects, according to one catalog revision.
 *
 * @param services ids of the services, the changed or most affected one first; a name that the catalog does not contain
 *     as it is; empty for a release window
 * @param serviceKnown whether the catalog contains the first service
 * @param valueStreams ids of the value streams that the services serve, directly or as dependencies of other services
 * @param kpis the KPIs of these value streams
 * @param leftStreams ids of value streams that an earlier revision affected and this one does not
 * @param leftKpis KPIs that an earlier revision affected and this one does not
 * @param catalogRevision number of the catalog revision
 */
public record Impact(
        List<String> services,
        boolean serviceKnown,
        List<String> valueStreams,
        List<KpiImpact> kpis,
        List<String> leftStreams,
        List<KpiKey> leftKpis,
        long catalogRevision) {

    /**
     * Looks up the impact of services.
     *
     * @param catalog the catalog revision
     * @param names ids or aliases of services, at least one; the changed or most affected service first
     * @param timeMillis time at which aliases are read, milliseconds since 1970 UTC
     */
    public static Impact by(CatalogIndex catalog, List<String> names, long timeMillis) {
        List<String> services = catalog.canonical(names, timeMillis);
        Set<String> streams = new LinkedHashSet<>();
        services.forEach(service -> streams.addAll(catalog.valueStreamsOf(service)));
        return of(catalog, services, catalog.knows(services.get(0)), streams);
    }

    /** Looks up the impact on value streams; those that the catalog does not contain are left out. */
    public static Impact on(CatalogIndex catalog, Collection<String> valueStreams) {
        Set<String> known = new LinkedHashSet<>();
        catalog.catalog().getValueStreams().stream()
                .map(stream -> stream.getId())
                .filter(valueStreams::contains)
                .forEach(known::add);
        return of(catalog, List.of(), true, known);
    }

    private static Impact of(CatalogIndex catalog, List<String> services, boolean serviceKnown, Set<String> streams) {
        List<KpiImpact> kpis = new ArrayList<>();
        for (String id : streams) {
            ValueStream stream = catalog.valueStream(id);
            catalog.kpisOf(id).forEach(kpi -> kpis.add(KpiImpact.of(stream, kpi)));
        }
        return new Impact(services, serviceKnown, List.copyOf(streams), kpis, List.of(), List.of(), catalog.revision());
    }

    /** The id of the changed or most affected service; the name that the events give, if the catalog lacks it. */
    public String service() {
        return services.get(0);
    }

    /** Returns the same impact, with what earlier revisions affected and this one does not. */
    public Impact since(Impact before) {
        Set<String> streams = new LinkedHashSet<>(before.leftStreams);
        streams.addAll(before.valueStreams);
        valueStreams.forEach(streams::remove);
        Set<KpiKey> keys = new LinkedHashSet<>(before.leftKpis);
        before.kpis.forEach(kpi -> keys.add(kpi.key()));
        kpis.forEach(kpi -> keys.remove(kpi.key()));
        return new Impact(
                services, serviceKnown, valueStreams, kpis, List.copyOf(streams), List.copyOf(keys), catalogRevision);
    }
}
