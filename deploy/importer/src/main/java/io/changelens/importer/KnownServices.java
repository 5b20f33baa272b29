package io.changelens.importer;

import io.changelens.core.catalog.CatalogHistory;
import io.changelens.core.catalog.CatalogIndex;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.pipeline.source.KnownCatalogs;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/** The services of the catalog, by the revision that is in force at the time of an event. */
public final class KnownServices {
    private final CatalogHistory catalogs;
    private final Map<String, String> byNormalName = new HashMap<>();

    /**
     * The services of some revisions.
     *
     * @param revisions catalog revisions, at least one
     */
    public KnownServices(List<ValueStreamCatalog> revisions) {
        catalogs = CatalogHistory.of(revisions);
        revisions.stream()
                .sorted(Comparator.comparing(ValueStreamCatalog::getRevision))
                .flatMap(catalog -> catalog.getServices().stream())
                .forEach(service -> {
                    service.getAliases().forEach(alias -> byNormalName.put(normal(alias.getName()), alias.getName()));
                    byNormalName.put(normal(service.getId()), service.getId());
                });
    }

    /**
     * Reads the catalog from Kafka. It is for the report alone, so a Kafka that does not let it be read is no failure.
     *
     * @param kafka connection settings
     * @return empty if there is no catalog, or it cannot be read
     */
    public static Optional<KnownServices> read(KafkaSettings kafka) {
        try {
            List<ValueStreamCatalog> revisions = KnownCatalogs.read(kafka);
            return revisions.isEmpty() ? Optional.empty() : Optional.of(new KnownServices(revisions));
        } catch (KafkaException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether the catalog has a service under that id or alias.
     *
     * @param name id of the service, or an alias of it
     * @param time event time, epoch milliseconds
     */
    boolean knows(String name, long time) {
        CatalogIndex catalog = catalogs.at(time);
        return catalog.knows(catalog.canonical(name, time));
    }

    /** A service of the catalog whose id or alias differs in case, spaces, dashes or underscores only; empty if none does. */
    Optional<String> similar(String service) {
        return Optional.ofNullable(byNormalName.get(normal(service))).filter(id -> !id.equals(service));
    }

    private static String normal(String service) {
        return service.replaceAll("[\\s\\p{Z}_-]", "").toLowerCase(Locale.ROOT);
    }
}
