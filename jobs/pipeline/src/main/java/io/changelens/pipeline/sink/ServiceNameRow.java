package io.changelens.pipeline.sink;

import io.changelens.core.catalog.CatalogIndex;
import io.changelens.core.rules.EventRules;
import io.changelens.pipeline.decode.Received;
import io.changelens.pipeline.decode.RecordPosition;
import io.changelens.schemas.Service;
import io.changelens.schemas.ServiceAlias;
import io.changelens.schemas.ValueStreamCatalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of {@link CatalogTables#CATALOG_SERVICE_NAMES}: a name of a service, in one revision of the catalog.
 *
 * @param revision revision of the catalog
 * @param effectiveFrom time from which the revision is in effect
 * @param name id or alias of the service
 * @param validFrom time from which the name means the service
 * @param validUntil time from which it no longer does, exclusive
 * @param service id of the service
 * @param serviceName display name of the service
 * @param team id of the team that owns the service; null when unknown
 * @param countsFor fingerprint of the KPIs and value streams that activity of the service counts for
 * @param place position of the catalog's record
 */
public record ServiceNameRow(
        long revision,
        Instant effectiveFrom,
        String name,
        Instant validFrom,
        Instant validUntil,
        String service,
        String serviceName,
        String team,
        long countsFor,
        RecordPosition place) {

    /** Returns the rows of a revision: one for the id of each service, and one for each alias. */
    static List<ServiceNameRow> rowsOf(Received<ValueStreamCatalog> received) {
        CatalogIndex index = CatalogIndex.of(received.event());
        List<ServiceNameRow> rows = new ArrayList<>();
        for (Service service : received.event().getServices()) {
            rows.add(of(received, index, service, new ServiceAlias(service.getId(), null, null)));
            service.getAliases().forEach(alias -> rows.add(of(received, index, service, alias)));
        }
        return rows;
    }

    private static ServiceNameRow of(
            Received<ValueStreamCatalog> received, CatalogIndex index, Service service, ServiceAlias name) {
        return new ServiceNameRow(
                index.revision(),
                received.event().getEffectiveFrom(),
                name.getName(),
                name.getValidFrom() == null ? EventRules.FIRST_TIME : name.getValidFrom(),
                name.getValidUntil() == null ? EventRules.LAST_TIME : name.getValidUntil(),
                service.getId(),
                service.getName(),
                service.getTeam(),
                index.countsFor(service.getId()),
                received.position());
    }
}
