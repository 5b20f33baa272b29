package io.changelens.core.catalog;

import io.changelens.schemas.Aggregate;
import io.changelens.schemas.Kpi;
import io.changelens.schemas.Measure;
import io.changelens.schemas.Service;
import io.changelens.schemas.ValueStream;
import io.changelens.schemas.ValueStreamCatalog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.SchemaNormalization;

/**
 * An index of one catalog revision: the service that a name means, the value streams that a service serves, the
 * dependencies and dependents of a service, and the KPIs to which an activity contributes.
 *
 * <p>Events name services by id or alias. {@link #canonical} returns the id; all other methods take ids.
 */
public final class CatalogIndex {

    /**
     * Id of the value stream under which activity of services that the catalog does not contain is counted, so that it
     * is visible. No catalog may use it.
     */
    public static final String UNMAPPED = "unmapped";

    private final ValueStreamCatalog catalog;
    private final List<Reach> reach;
    private final Map<String, List<String>> streamsByService;
    private final Map<String, Map<String, List<Contribution>>> contributions;
    private final ServiceNames names;
    private final Map<String, List<String>> dependsOn;
    private final Map<String, List<String>> usedBy;

    private CatalogIndex(ValueStreamCatalog catalog) {
        this.catalog = catalog;
        this.reach = Reach.of(catalog);
        this.streamsByService = new HashMap<>();
        for (Reach r : reach) {
            streamsByService
                    .computeIfAbsent(r.service(), s -> new ArrayList<>())
                    .add(r.valueStream());
        }
        this.dependsOn = Reach.dependencies(catalog);
        this.usedBy = reversed(dependsOn);
        this.names = new ServiceNames(catalog);
        this.contributions = contributionsOf(catalog, streamsByService);
    }

    /** Indexes a revision whose references all resolve. */
    public static CatalogIndex of(ValueStreamCatalog catalog) {
        return new CatalogIndex(catalog);
    }

    /** The revision's number. */
    public long revision() {
        return catalog.getRevision();
    }

    /** The time from which the revision is in effect, milliseconds since 1970 UTC. */
    public long effectiveFrom() {
        return catalog.getEffectiveFrom().toEpochMilli();
    }

    /** The indexed revision. */
    public ValueStreamCatalog catalog() {
        return catalog;
    }

    /** Whether the catalog contains a service of that id. */
    public boolean knows(String service) {
        return names.isId(service);
    }

    /**
     * Returns the id of the service that a name means.
     *
     * @param name id or alias of a service, as an event gives it
     * @param timeMillis event time, milliseconds since 1970 UTC; aliases are valid by time
     * @return the id; the name unchanged when the catalog does not contain it at that time
     */
    public String canonical(String name, long timeMillis) {
        return names.canonical(name, timeMillis);
    }

    /** Returns {@link #canonical} of each name, without repetitions, in the order of the names. */
    public List<String> canonical(List<String> serviceNames, long timeMillis) {
        return serviceNames.stream()
                .map(name -> canonical(name, timeMillis))
                .distinct()
                .toList();
    }

    /** All pairs of a value stream and a service that serves it, in the catalog's order of value streams. */
    public List<Reach> reach() {
        return reach;
    }

    /**
     * Ids of the value streams that a service serves, directly or as a dependency of other services, in the catalog's
     * order; empty for an unknown service.
     */
    public List<String> valueStreamsOf(String service) {
        return streamsByService.getOrDefault(service, List.of());
    }

    /**
     * Finds the transitive dependencies of services.
     *
     * @param ofThese ids of services; one that the catalog does not contain has no dependencies
     * @return the services themselves (0) and all their dependencies, each with the length of the shortest dependency
     *     path
     */
    public Map<String, Integer> dependenciesOf(List<String> ofThese) {
        return Reach.distances(ofThese, dependsOn);
    }

    /**
     * Finds the transitive dependents of services.
     *
     * @param onThese ids of services
     * @return all services that depend on one of them, without themselves, each with the length of the shortest
     *     dependency path
     */
    public Map<String, Integer> dependentsOf(List<String> onThese) {
        Map<String, Integer> distances = Reach.distances(onThese, usedBy);
        distances.keySet().removeAll(onThese);
        return distances;
    }

    /**
     * Returns the services that depend on one of these directly, without themselves, in the order of their ids.
     *
     * @param onThese ids of services
     */
    public List<String> callersOf(List<String> onThese) {
        return onThese.stream()
                .flatMap(service -> usedBy.getOrDefault(service, List.of()).stream())
                .filter(caller -> !onThese.contains(caller))
                .distinct()
                .sorted()
                .toList();
    }

    private static Map<String, List<String>> reversed(Map<String, List<String>> dependsOn) {
        Map<String, List<String>> usedBy = new HashMap<>();
        dependsOn.forEach((service, needed) -> needed.forEach(
                n -> usedBy.computeIfAbsent(n, k -> new ArrayList<>()).add(service)));
        return usedBy;
    }

    /** The contributions of an activity with this verb on this service to KPIs; empty when no KPI counts it. */
    public List<Contribution> contributions(String service, String verb) {
        return contributions(service).getOrDefault(verb, List.of());
    }

    /** The contributions of activities on this service to KPIs, by verb; empty when no KPI counts any. */
    public Map<String, List<Contribution>> contributions(String service) {
        return contributions.getOrDefault(service, Map.of());
    }

    /**
     * Fingerprint of the contributions of a service. Two revisions with the same fingerprint give the same outcomes of
     * its activity.
     *
     * @param service id of a service of the catalog
     * @return a hash of the contributions, whatever their order; never 0
     */
    public long countsFor(String service) {
        // The text of a contribution has all its components, so a component that is added is part of the fingerprint.
        String text = new TreeMap<>(contributions(service))
                .entrySet().stream()
                        .map(verb -> verb.getKey()
                                + verb.getValue().stream()
                                        .map(Contribution::toString)
                                        .sorted()
                                        .toList())
                        .collect(Collectors.joining("\n"));
        return Math.max(1, SchemaNormalization.fingerprint64(text.getBytes(StandardCharsets.UTF_8)) & Long.MAX_VALUE);
    }

    private static Map<String, Map<String, List<Contribution>>> contributionsOf(
            ValueStreamCatalog catalog, Map<String, List<String>> streamsByService) {
        Map<String, Kpi> kpis = new HashMap<>();
        catalog.getKpis().forEach(k -> kpis.put(k.getId(), k));
        Map<String, ValueStream> streams = new HashMap<>();
        catalog.getValueStreams().forEach(s -> streams.put(s.getId(), s));
        // Services that serve the same value streams share one map: there are thousands of services, but few such sets.
        Map<List<String>, Map<String, List<Contribution>>> byStreams = new HashMap<>();
        Map<String, Map<String, List<Contribution>>> result = new HashMap<>();
        for (Service service : catalog.getServices()) {
            List<String> served = streamsByService.getOrDefault(service.getId(), List.of());
            result.put(service.getId(), byStreams.computeIfAbsent(served, s -> contributionsTo(s, streams, kpis)));
        }
        return result;
    }

    private static Map<String, List<Contribution>> contributionsTo(
            List<String> served, Map<String, ValueStream> streams, Map<String, Kpi> kpis) {
        Map<String, List<Contribution>> byVerb = new HashMap<>();
        for (String stream : served) {
            for (String kpi : streams.get(stream).getKpis()) {
                addContributions(byVerb, stream, kpis.get(kpi));
            }
        }
        return byVerb;
    }

    private static void addContributions(Map<String, List<Contribution>> byVerb, String stream, Kpi kpi) {
        KpiType type = KpiType.of(kpi);
        if (type == KpiType.AVAILABILITY) {
            return;
        }
        Set<String> verbs = new TreeSet<>(kpi.getNumerator().getVerbs());
        if (type == KpiType.RATIO) {
            verbs.addAll(kpi.getDenominator().getVerbs());
        }
        for (String verb : verbs) {
            byVerb.computeIfAbsent(verb, v -> new ArrayList<>())
                    .add(new Contribution(
                            stream,
                            kpi.getId(),
                            aggregateFor(kpi.getNumerator(), verb),
                            aggregateFor(kpi.getDenominator(), verb)));
        }
    }

    private static Aggregate aggregateFor(Measure measure, String verb) {
        return measure != null && measure.getVerbs().contains(verb) ? measure.getAggregate() : null;
    }

    /** The value stream of an id that the catalog contains. */
    ValueStream valueStream(String id) {
        return catalog.getValueStreams().stream()
                .filter(stream -> stream.getId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The KPIs of a value stream, in the catalog's order of KPIs; empty for an unknown value stream. */
    public List<Kpi> kpisOf(String valueStream) {
        Set<String> ids = new HashSet<>();
        catalog.getValueStreams().stream()
                .filter(s -> s.getId().equals(valueStream))
                .forEach(s -> ids.addAll(s.getKpis()));
        List<Kpi> kpis = new ArrayList<>(catalog.getKpis());
        kpis.removeIf(k -> !ids.contains(k.getId()));
        return Collections.unmodifiableList(kpis);
    }
}
