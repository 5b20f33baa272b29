package io.changelens.pipeline.delivery;

import io.changelens.core.catalog.CatalogIndex;
import io.changelens.core.catalog.Impact;
import io.changelens.core.delivery.IncidentHistory;
import io.changelens.core.delivery.ProductionEnvironments;
import io.changelens.pipeline.catalog.ResolveImpact;
import io.changelens.pipeline.config.Settings;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds what each incident affects and the services whose changes may have caused it, by the catalog revision in effect
 * at its latest event.
 */
final class ResolveIncidents extends ResolveImpact<Aggregated<IncidentHistory>, Incident> {

    private final ProductionEnvironments production;
    private final long retention;

    ResolveIncidents(List<ValueStreamCatalog> known, Settings settings) {
        super(known, Aggregated.typeInfo(HistoryTypes.OF_INCIDENTS));
        this.production = settings.production();
        this.retention = settings.retention().toMillis();
    }

    @Override
    protected long time(Aggregated<IncidentHistory> folded) {
        return folded.history().lastEventAt().toEpochMilli();
    }

    @Override
    protected long keptUntil(Aggregated<IncidentHistory> folded) {
        return time(folded) + retention;
    }

    @Override
    protected Aggregated<IncidentHistory> updated(
            Aggregated<IncidentHistory> folded, Aggregated<IncidentHistory> known) {
        boolean newer =
                known == null || folded.history().events() >= known.history().events();
        return newer ? folded : null;
    }

    @Override
    protected Impact impact(Aggregated<IncidentHistory> folded, CatalogIndex catalog) {
        return Impact.by(catalog, names(folded), time(folded));
    }

    @Override
    protected Incident resolved(Aggregated<IncidentHistory> folded, Impact impact, CatalogIndex catalog) {
        return new Incident(
                folded.history(),
                production.contains(folded.history().facts().getEnvironment()),
                impact,
                distances(catalog, impact.services()),
                folded.cause());
    }

    private static List<String> names(Aggregated<IncidentHistory> folded) {
        List<String> names = new ArrayList<>();
        names.add(folded.history().facts().getService());
        names.addAll(folded.history().facts().getAffectedServices());
        return names;
    }

    /** A service that is both a dependency and a dependent counts as a dependency. */
    private static Map<String, Integer> distances(CatalogIndex catalog, List<String> affected) {
        Map<String, Integer> distances = new HashMap<>();
        catalog.dependentsOf(affected).forEach((service, distance) -> distances.put(service, -distance));
        distances.putAll(catalog.dependenciesOf(affected));
        return distances;
    }
}
