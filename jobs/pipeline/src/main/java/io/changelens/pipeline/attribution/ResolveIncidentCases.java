package io.changelens.pipeline.attribution;

import io.changelens.core.attribution.IncidentCase;
import io.changelens.core.catalog.CatalogHistory;
import io.changelens.core.catalog.CatalogIndex;
import io.changelens.core.delivery.IncidentHistory;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.pipeline.delivery.Incident;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.IncidentPhase;
import io.changelens.schemas.ValueStreamCatalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.Collector;

/**
 * Finds the services whose changes may have caused an incident: the affected services, their dependencies and their
 * dependents. An incident outside production has none, and is emitted nevertheless, because an earlier revision may
 * have had some.
 */
final class ResolveIncidentCases extends CatalogFunction<Incident, IncidentCase> {

    private static final String PRODUCTION = "production";

    ResolveIncidentCases(List<ValueStreamCatalog> known) {
        super(known);
    }

    @Override
    protected void process(Incident incident, CatalogHistory catalogs, Collector<IncidentCase> out) {
        IncidentHistory history = incident.history();
        IncidentEvent facts = history.facts();
        CatalogIndex catalog = catalogs.at(history.lastEventAt().toEpochMilli());
        boolean production = facts.getEnvironment().equals(PRODUCTION);
        List<String> suffering = new ArrayList<>();
        if (production) {
            suffering.add(facts.getService());
            suffering.addAll(facts.getAffectedServices());
        }
        // The opening of an incident may be reported last, or never.
        Instant opened = history.phaseTimes().values().stream()
                .min(Comparator.naturalOrder())
                .orElseThrow();
        out.collect(new IncidentCase(
                facts.getIncidentId(),
                facts.getService(),
                facts.getEnvironment(),
                opened.toEpochMilli(),
                history.state() != IncidentPhase.RESOLVED,
                facts.getSeverity().name(),
                production && facts.getCauseChangeId() != null ? facts.getCauseChangeId() : "",
                facts.getExternal(),
                history.events(),
                distances(catalog, suffering),
                catalog.revision()));
    }

    /**
     * Returns the distance of each service from the affected ones: positive for their dependencies, negative for their
     * dependents. A service that is both counts as a dependency.
     */
    private static Map<String, Integer> distances(CatalogIndex catalog, List<String> suffering) {
        Map<String, Integer> distances = new HashMap<>();
        catalog.dependentsOf(suffering).forEach((service, distance) -> distances.put(service, -distance));
        distances.putAll(catalog.dependenciesOf(suffering));
        return distances;
    }
}
