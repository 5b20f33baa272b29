package io.changelens.core.catalog;

import io.changelens.schemas.Service;
import io.changelens.schemas.ServiceAlias;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names of the services of one catalog revision: ids at all times, aliases while they are valid. */
final class ServiceNames {

    private final Set<String> ids = new HashSet<>();
    private final Map<String, List<Alias>> aliases = new HashMap<>();

    /** The period in which a name means a service: {@code from} inclusive to {@code until} exclusive. */
    private record Alias(String service, long from, long until) {}

    /** Reads the names of a revision in which no name means two services at the same time. */
    ServiceNames(ValueStreamCatalog catalog) {
        for (Service service : catalog.getServices()) {
            ids.add(service.getId());
            for (ServiceAlias alias : service.getAliases()) {
                aliases.computeIfAbsent(alias.getName(), name -> new ArrayList<>())
                        .add(alias(service.getId(), alias));
            }
        }
    }

    private static Alias alias(String service, ServiceAlias alias) {
        return new Alias(
                service,
                alias.getValidFrom() == null
                        ? Long.MIN_VALUE
                        : alias.getValidFrom().toEpochMilli(),
                alias.getValidUntil() == null
                        ? Long.MAX_VALUE
                        : alias.getValidUntil().toEpochMilli());
    }

    boolean isId(String name) {
        return ids.contains(name);
    }

    /** Returns the id of the service that a name means at a time; the name itself when it means none. */
    String canonical(String name, long timeMillis) {
        if (!ids.contains(name)) {
            for (Alias alias : aliases.getOrDefault(name, List.of())) {
                if (alias.from() <= timeMillis && timeMillis < alias.until()) {
                    return alias.service();
                }
            }
        }
        return name;
    }
}
