package io.changelens.core.catalog;

import io.changelens.schemas.ValueStreamCatalog;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All known revisions of the catalog, asked by event time: whatever the order in which events arrive, each is read by
 * the revision that held when it happened.
 */
public final class CatalogHistory {

    private final List<CatalogIndex> newestFirst;

    private CatalogHistory(List<CatalogIndex> newestFirst) {
        this.newestFirst = newestFirst;
    }

    /**
     * A history of the given revisions, in any order.
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
     * The revision that holds at a time: the one that took effect last, by its number where two took effect together.
     * Times before the earliest revision are read by the earliest.
     *
     * @param epochMillis event time, milliseconds since 1970 UTC
     */
    public CatalogIndex at(long epochMillis) {
        for (CatalogIndex index : newestFirst) {
            if (index.effectiveFrom() <= epochMillis) {
                return index;
            }
        }
        return newestFirst.get(newestFirst.size() - 1);
    }
}
