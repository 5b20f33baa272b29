package io.changelens.pipeline.delivery;

import io.changelens.core.catalog.CatalogIndex;
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
public record Reached(boolean serviceKnown, List<String> valueStreams, long catalogRevision) {

    /** What a revision says of some services, the one that matters most first. */
    static Reached by(CatalogIndex catalog, List<String> services) {
        Set<String> streams = new LinkedHashSet<>();
        services.forEach(service -> streams.addAll(catalog.valueStreamsOf(service)));
        return new Reached(catalog.knows(services.get(0)), List.copyOf(streams), catalog.revision());
    }
}
