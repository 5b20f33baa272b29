package io.changelens.core.rules;

import io.changelens.schemas.Service;
import io.changelens.schemas.ServiceAlias;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules for the aliases of services: at any time, a name means one service. */
final class AliasRules {

    private AliasRules() {}

    /** The period in which a name means a service. */
    private record Meaning(String service, Instant from, Instant until) {

        static Meaning of(Service service, ServiceAlias alias) {
            return new Meaning(
                    service.getId(),
                    alias.getValidFrom() == null ? Instant.MIN : alias.getValidFrom(),
                    alias.getValidUntil() == null ? Instant.MAX : alias.getValidUntil());
        }
    }

    /**
     * Checks the aliases of a catalog revision.
     *
     * @param checks receives the result
     * @param services the services
     * @param ids ids of the services
     */
    static void check(RuleChecks checks, List<Service> services, Set<String> ids) {
        Map<String, List<Meaning>> meanings = new LinkedHashMap<>();
        for (Service service : services) {
            String where = "alias of service " + service.getId();
            for (ServiceAlias alias : service.getAliases()) {
                Meaning meaning = Meaning.of(service, alias);
                checks.id(where, alias.getName())
                        .that(
                                !ids.contains(alias.getName()),
                                "ambiguous-alias",
                                where + ", " + alias.getName() + ", is the id of a service")
                        .time("validFrom of " + where, alias.getValidFrom())
                        .time("validUntil of " + where, alias.getValidUntil())
                        .that(
                                meaning.from().isBefore(meaning.until()),
                                "end-before-start",
                                where + ", " + alias.getName() + ", is valid from " + alias.getValidFrom() + " until "
                                        + alias.getValidUntil());
                meanings.computeIfAbsent(alias.getName(), name -> new ArrayList<>())
                        .add(meaning);
            }
        }
        meanings.forEach((name, periods) -> checkOverlaps(checks, name, periods));
    }

    private static void checkOverlaps(RuleChecks checks, String name, List<Meaning> periods) {
        periods.sort(Comparator.comparing(Meaning::from));
        for (int i = 1; i < periods.size(); i++) {
            Meaning earlier = periods.get(i - 1);
            Meaning later = periods.get(i);
            checks.that(
                    !later.from().isBefore(earlier.until()),
                    "ambiguous-alias",
                    "alias " + name + " stands twice at the same time: for service " + earlier.service()
                            + " and for service " + later.service());
        }
    }
}
