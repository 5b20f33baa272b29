package io.changelens.pipeline.delivery;

import io.changelens.core.catalog.CatalogIndex;
import io.changelens.core.catalog.Impact;
import io.changelens.core.delivery.ChangeHistory;
import io.changelens.core.delivery.DeliveredChange;
import io.changelens.core.delivery.IncidentHistory;
import io.changelens.core.delivery.ProductionEnvironments;
import io.changelens.core.delivery.ServiceDeployments.Relations;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.List;
import java.util.Map;

/** Changes and incidents for tests, as the delivery topology emits them. */
public final class Changes {

    private Changes() {}

    /** A change that no other change of its service matters to. */
    public static Change of(Impact impact, List<DeploymentEvent> events) {
        ChangeHistory history = ChangeHistory.of(events);
        return new Change(
                new DeliveredChange(
                        history,
                        ProductionEnvironments.DEFAULT.contains(history.facts().getEnvironment()),
                        Relations.none(history.facts().getRollbackOf())),
                impact,
                List.of(),
                List.of(),
                null);
    }

    /** A change whose impact is that of its service. */
    public static Change of(ValueStreamCatalog catalog, List<DeploymentEvent> events) {
        DeploymentEvent first = events.get(0);
        return of(
                Impact.by(
                        CatalogIndex.of(catalog),
                        List.of(first.getService()),
                        first.getOccurredAt().toEpochMilli()),
                events);
    }

    /** An incident. */
    public static Incident incident(Impact impact, List<IncidentEvent> events) {
        IncidentHistory history = IncidentHistory.of(events);
        return new Incident(
                history,
                ProductionEnvironments.DEFAULT.contains(history.facts().getEnvironment()),
                impact,
                Map.of(),
                null);
    }
}
