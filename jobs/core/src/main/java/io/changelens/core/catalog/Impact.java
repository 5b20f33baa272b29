package io.changelens.core.catalog;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The impact of a change or an incident: the value streams that its services serve, according to one catalog revision.
 *
 * @param serviceKnown whether the catalog contains the first service
 * @param valueStreams ids of the value streams that the services serve, directly or as dependencies of other services
 * @param catalogRevision number of the catalog revision
 */
public record Impact(boolean serviceKnown, List<String> valueStreams, long catalogRevision) {

    /**
     * Looks up the impact of services.
     *
     * @param catalog the catalog revision
     * @param services ids of services, at least one; the changed or most affected service first
     */
    public static Impact by(CatalogIndex catalog, List<String> services) {
        Set<String> streams = new LinkedHashSet<>();
        services.forEach(service -> streams.addAll(catalog.valueStreamsOf(service)));
        return new Impact(catalog.knows(services.get(0)), List.copyOf(streams), catalog.revision());
    }
}
