package io.changelens.core.catalog;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the catalog says of the services that a change or an incident is about.
 *
 * @param serviceKnown whether the catalog names the first of them
 * @param valueStreams ids of the value streams that they serve, directly or through others
 * @param catalogRevision the revision that was asked
 */
public record Impact(boolean serviceKnown, List<String> valueStreams, long catalogRevision) {

    /** What a revision says of some services, the one that matters most first. */
    public static Impact by(CatalogIndex catalog, List<String> services) {
        Set<String> streams = new LinkedHashSet<>();
        services.forEach(service -> streams.addAll(catalog.valueStreamsOf(service)));
        return new Impact(catalog.knows(services.get(0)), List.copyOf(streams), catalog.revision());
    }
}
