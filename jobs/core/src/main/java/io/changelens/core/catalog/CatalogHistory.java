package io.changelens.core.catalog;

import io.changelens.schemas.ValueStreamCatalog;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All known revisions of the value-stream catalog, looked up by event time. Each event is read by the revision that was
 * in effect when it happened, so results do not depend on the order of arrival.
 */
public final class CatalogHistory {

    private final List<CatalogIndex> newestFirst;

    private CatalogHistory(List<CatalogIndex> newestFirst) {
        this.newestFirst = newestFirst;
    }

    /**
     * Creates a history of the given revisions, in any order.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static CatalogHistory of(Collection<ValueStreamCatalog> revisions) {
        if (revisions.isEmpty()) {
            throw new IllegalArgumentException("a catalog history needs at least one revision");
        }
        return new CatalogHistory(revisions.stream()
                .sorted(Comparator.comparing(ValueStreamCatalog::getEffectiveFrom)
                        .thenComparing(ValueStreamCatalog::getRevision)
                        .reversed())
                .map(CatalogIndex::of)
                .collect(Collectors.toUnmodifiableList()));
    }

    /**
     * Returns the revision in effect at a time: the one with the latest effective time up to then, and of several with
     * the same effective time the one with the highest number. Times before the earliest effective time use the revision
     * in effect at that.
     *
     * @param epochMillis event time, milliseconds since 1970 UTC
     */
    public CatalogIndex at(long epochMillis) {
        long time =
                Math.max(epochMillis, newestFirst.get(newestFirst.size() - 1).effectiveFrom());
        for (CatalogIndex index : newestFirst) {
            if (index.effectiveFrom() <= time) {
                return index;
            }
        }
        throw new IllegalStateException("no revision at " + time);
    }
}
