package io.changelens.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.schemas.Activity;
import io.changelens.schemas.Service;
import io.changelens.schemas.ValueStream;
import io.changelens.schemas.ValueStreamCatalog;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImpactTest {

    /** Teachers use the console, learners the player; both need the store. */
    private static final CatalogIndex CATALOG = CatalogIndex.of(new ValueStreamCatalog(
            7L,
            Instant.EPOCH,
            List.of(stream("teach", "console"), stream("learn", "player")),
            List.of(service("console", "store"), service("player", "store"), service("store"), service("mail")),
            List.of()));

    private static ValueStream stream(String id, String service) {
        return new ValueStream(id, id, null, List.of(new Activity("do", "Do", List.of(service))), List.of(), "UTC");
    }

    private static Service service(String id, String... dependsOn) {
        return new Service(id, id, null, List.of(dependsOn), List.of());
    }

    private static Impact by(String... services) {
        return Impact.by(CATALOG, List.of(services), 0);
    }

    private static void assertImpact(Impact impact, boolean known, List<String> streams) {
        assertThat(impact.serviceKnown()).isEqualTo(known);
        assertThat(impact.valueStreams()).isEqualTo(streams);
        assertThat(impact.catalogRevision()).isEqualTo(7);
        assertThat(impact.kpis())
                .extracting(kpi -> kpi.key().valueStream())
                .containsExactlyElementsOf(streams.stream()
                        .flatMap(stream -> CATALOG.kpisOf(stream).stream().map(kpi -> stream))
                        .toList());
    }

    @Test
    void whatOnlyEarlierRevisionsAffectedHasBeenLeft() {
        Impact left = by("player").since(by("store"));
        Impact back = by("store").since(left);

        assertThat(left.leftStreams()).containsExactly("teach");
        assertThat(left.leftKpis()).allMatch(key -> key.valueStream().equals("teach"));
        assertThat(back.leftStreams()).isEmpty();
        assertThat(back.leftKpis()).isEmpty();
    }

    @Test
    void aServiceReachesTheStreamsThatItServes() {
        assertImpact(by("player"), true, List.of("learn"));
        assertImpact(by("store"), true, List.of("teach", "learn"));
        assertImpact(by("mail"), true, List.of());
    }

    @Test
    void streamsOfSeveralAreNamedOnceThoseOfTheFirstBefore() {
        assertImpact(by("player", "store"), true, List.of("learn", "teach"));
    }

    @Test
    void whetherItIsKnownIsAskedOfTheFirst() {
        assertImpact(by("nobody"), false, List.of());
        assertImpact(by("nobody", "player"), false, List.of("learn"));
        assertImpact(by("player", "nobody"), true, List.of("learn"));
    }
}
