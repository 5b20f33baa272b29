package io.changelens.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.rules.CatalogRules;
import io.changelens.core.rules.EventRules.Violation;
import io.changelens.schemas.Activity;
import io.changelens.schemas.Service;
import io.changelens.schemas.ServiceAlias;
import io.changelens.schemas.ValueStream;
import io.changelens.schemas.ValueStreamCatalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ServiceAliasesTest {

    /** Times of the generated periods; before and after them nothing changes. */
    private static final int LAST = 8;

    private static ServiceAlias alias(String name, Integer from, Integer until) {
        return new ServiceAlias(
                name,
                from == null ? null : Instant.ofEpochMilli(from),
                until == null ? null : Instant.ofEpochMilli(until));
    }

    private static Service service(String id, List<String> dependsOn, ServiceAlias... aliases) {
        return new Service(id, id, null, dependsOn, List.of(aliases));
    }

    /** `learn` uses the first service. */
    private static ValueStreamCatalog catalog(List<Service> services) {
        String first = services.get(0).getId();
        return new ValueStreamCatalog(
                1L,
                Instant.EPOCH,
                List.of(new ValueStream(
                        "learn", "Learn", null, List.of(new Activity("do", "Do", List.of(first))), List.of(), "UTC")),
                services,
                List.of());
    }

    private static String rule(Service... services) {
        return CatalogRules.check(catalog(List.of(services)))
                .map(Violation::rule)
                .orElse("");
    }

    /** What a name means, by looking at every alias for itself. */
    private static Set<String> meanings(List<Service> services, String name, long time) {
        Set<String> meanings = new TreeSet<>();
        for (Service service : services) {
            if (service.getId().equals(name)) {
                meanings.add(name + " itself");
            }
            for (int i = 0; i < service.getAliases().size(); i++) {
                ServiceAlias alias = service.getAliases().get(i);
                boolean begun =
                        alias.getValidFrom() == null || alias.getValidFrom().toEpochMilli() <= time;
                boolean over =
                        alias.getValidUntil() != null && alias.getValidUntil().toEpochMilli() <= time;
                if (alias.getName().equals(name) && begun && !over) {
                    meanings.add(service.getId() + " by alias " + i);
                }
            }
        }
        return meanings;
    }

    @Property(tries = 2_000)
    void aCatalogPassesWhenEachNameMeansOneServiceAtATimeAndThenTheIndexSaysWhich(
            @ForAll long seed, @ForAll @IntRange(max = 5) int aliases) {
        Random random = new Random(seed);
        List<Service> services = new ArrayList<>();
        for (String id : List.of("a", "b", "c")) {
            services.add(new Service(id, id, null, List.of(), new ArrayList<>()));
        }
        // One name in eight is the id of a service; an empty period is rare, so most catalogs have other faults or
        // none.
        String[] names = {"x", "x", "x", "y", "y", "z", "z", "a"};
        boolean empty = false;
        for (int i = 0; i < aliases; i++) {
            Integer from = random.nextInt(4) == 0 ? null : random.nextInt(LAST);
            Integer until = random.nextInt(4) == 0 ? null : (from == null ? 1 : from) + random.nextInt(LAST);
            empty |= from != null && until != null && until <= from;
            services.get(random.nextInt(3)).getAliases().add(alias(names[random.nextInt(names.length)], from, until));
        }
        boolean unambiguous = true;
        boolean anIdIsAnAlias = services.stream()
                .flatMap(service -> service.getAliases().stream())
                .anyMatch(alias -> Set.of("a", "b", "c").contains(alias.getName()));
        for (int time = -1; time <= 3 * LAST; time++) {
            for (String name : Set.of("x", "y", "z")) {
                unambiguous &= meanings(services, name, time).size() <= 1;
            }
        }

        Optional<Violation> violation = CatalogRules.check(catalog(services));
        assertThat(violation.isEmpty()).as("%s", violation).isEqualTo(unambiguous && !empty && !anIdIsAnAlias);

        if (violation.isEmpty()) {
            CatalogIndex index = CatalogIndex.of(catalog(services));
            for (int time = -1; time <= 3 * LAST; time++) {
                for (String name : List.of("a", "b", "c", "x", "y", "z", "nobody")) {
                    String expected = meanings(services, name, time).stream()
                            .map(meaning -> meaning.substring(0, meaning.indexOf(' ')))
                            .findFirst()
                            .orElse(name);
                    assertThat(index.canonical(name, time))
                            .as("%s at %d", name, time)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void theRuleThatIsBrokenIsNamed() {
        Service web = service("web", List.of(), alias("www", null, 5));
        assertThat(rule(web)).isEmpty();
        assertThat(rule(web, service("shop", List.of(), alias("www", 5, null)))).isEmpty();
        assertThat(rule(web, service("shop", List.of(), alias("www", 4, null)))).isEqualTo("ambiguous-alias");
        assertThat(rule(web, service("shop", List.of(), alias("web", null, null))))
                .isEqualTo("ambiguous-alias");
        assertThat(rule(service("web", List.of(), alias("web", null, null)))).isEqualTo("ambiguous-alias");
        assertThat(rule(service("web", List.of(), alias(" ", null, null)))).isEqualTo("empty-id");
        assertThat(rule(service("web", List.of(), alias("x".repeat(513), null, null))))
                .isEqualTo("long-id");
        assertThat(rule(service("web", List.of(), alias("www", 5, 5)))).isEqualTo("end-before-start");
        ServiceAlias far = new ServiceAlias("www", null, Instant.ofEpochMilli(Long.MAX_VALUE));
        assertThat(rule(service("web", List.of(), far))).isEqualTo("implausible-time");
    }

    @Test
    void theMessageNamesBothServices() {
        Service web = service("web", List.of(), alias("www", null, null));
        Service shop = service("shop", List.of(), alias("www", 4, null));

        assertThat(CatalogRules.check(catalog(List.of(web, shop))))
                .contains(new Violation(
                        "ambiguous-alias",
                        "alias www stands twice at the same time: for service web and for service shop"));
    }

    @Test
    void theImpactOfAServiceIsThatOfItsAliases() {
        CatalogIndex index = CatalogIndex.of(catalog(List.of(
                service("web", List.of("store"), alias("www", null, 5)),
                service("store", List.of(), alias("db", null, null)))));

        assertThat(Impact.by(index, List.of("www"), 4)).isEqualTo(Impact.by(index, List.of("web"), 4));
        assertThat(Impact.by(index, List.of("www"), 4).service()).isEqualTo("web");
        assertThat(Impact.by(index, List.of("www"), 5).serviceKnown()).isFalse();
        assertThat(Impact.by(index, List.of("www", "db"), 5)).satisfies(impact -> {
            assertThat(impact.services()).containsExactly("www", "store");
            assertThat(impact.valueStreams()).containsExactly("learn");
        });
        assertThat(index.canonical(List.of("db", "store", "www"), 4)).containsExactly("store", "web");
    }

    /** Of two revisions with the same effective time the higher one is in effect, also before that time. */
    @Test
    void aMendedRevisionAlsoAppliesToEarlierEvents() {
        ValueStreamCatalog first = catalog(List.of(service("web", List.of())));
        first.setEffectiveFrom(Instant.ofEpochMilli(1_000));
        ValueStreamCatalog mended = catalog(List.of(service("web", List.of(), alias("www", null, null))));
        mended.setEffectiveFrom(Instant.ofEpochMilli(1_000));
        mended.setRevision(2);

        CatalogHistory history = CatalogHistory.of(List.of(first, mended));
        assertThat(history.at(999).revision()).isEqualTo(2);
        assertThat(history.at(1_000).canonical("www", 1_000)).isEqualTo("web");
    }
}
