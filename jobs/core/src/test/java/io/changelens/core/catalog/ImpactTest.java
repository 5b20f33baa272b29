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
        return new ValueStream(id, id, null, List.of(new Activity("do", "Do", List.of(service))), List.of());
    }

    private static Service service(String id, String... dependsOn) {
        return new Service(id, id, null, List.of(dependsOn));
    }

    private static Impact by(String... services) {
        return Impact.by(CATALOG, List.of(services));
    }

    @Test
    void aServiceReachesTheStreamsThatItServes() {
        assertThat(by("player")).isEqualTo(new Impact(true, List.of("learn"), 7));
        assertThat(by("store")).isEqualTo(new Impact(true, List.of("teach", "learn"), 7));
        assertThat(by("mail")).isEqualTo(new Impact(true, List.of(), 7));
    }

    @Test
    void streamsOfSeveralAreNamedOnceThoseOfTheFirstBefore() {
        assertThat(by("player", "store")).isEqualTo(new Impact(true, List.of("learn", "teach"), 7));
    }

    @Test
    void whetherItIsKnownIsAskedOfTheFirst() {
        assertThat(by("nobody")).isEqualTo(new Impact(false, List.of(), 7));
        assertThat(by("nobody", "player")).isEqualTo(new Impact(false, List.of("learn"), 7));
        assertThat(by("player", "nobody")).isEqualTo(new Impact(true, List.of("learn"), 7));
    }
}
