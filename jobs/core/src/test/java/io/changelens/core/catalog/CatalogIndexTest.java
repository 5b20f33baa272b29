package io.changelens.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changelens.schemas.Activity;
import io.changelens.schemas.Aggregate;
import io.changelens.schemas.Direction;
import io.changelens.schemas.Kpi;
import io.changelens.schemas.KpiSource;
import io.changelens.schemas.Measure;
import io.changelens.schemas.Service;
import io.changelens.schemas.ValueStream;
import io.changelens.schemas.ValueStreamCatalog;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogIndexTest {

    private static final ValueStreamCatalog CATALOG = catalog(1, 0);

    private static ValueStreamCatalog catalog(long revision, long effectiveFrom) {
        return new ValueStreamCatalog(
                revision,
                Instant.ofEpochMilli(effectiveFrom),
                List.of(
                        stream("teach", "console", List.of("rating", "uptime")),
                        stream("learn", "player", List.of("rating"))),
                List.of(
                        service("console", "identity"),
                        service("player", "edge"),
                        service("edge", "identity"),
                        service("identity", "console"), // a circle
                        service("orphan")),
                List.of(
                        new Kpi(
                                "rating",
                                "Rating",
                                "rating",
                                Direction.HIGHER_IS_BETTER,
                                0.1,
                                KpiSource.LEARNING_ACTIVITY,
                                new Measure(List.of("rated"), Aggregate.SUM_VALUE),
                                new Measure(List.of("rated", "asked"), Aggregate.COUNT)),
                        new Kpi(
                                "uptime",
                                "Uptime",
                                "ratio",
                                Direction.HIGHER_IS_BETTER,
                                0.1,
                                KpiSource.INCIDENTS,
                                null,
                                null)));
    }

    private static ValueStream stream(String id, String service, List<String> kpis) {
        return new ValueStream(id, id, null, List.of(new Activity("do", "Do", List.of(service))), kpis, "UTC");
    }

    private static Service service(String id, String... dependsOn) {
        return new Service(id, id, null, List.of(dependsOn), List.of());
    }

    @Test
    void aServiceServesWhatDependsOnItThroughAnyNumberOfOthers() {
        CatalogIndex index = CatalogIndex.of(CATALOG);

        assertThat(index.valueStreamsOf("console")).containsExactly("teach", "learn");
        assertThat(index.valueStreamsOf("identity")).containsExactly("teach", "learn");
        assertThat(index.valueStreamsOf("player")).containsExactly("learn");
        assertThat(index.valueStreamsOf("orphan")).isEmpty();
        assertThat(index.valueStreamsOf("nobody")).isEmpty();
    }

    @Test
    void distanceIsTheShortestWay() {
        assertThat(CatalogIndex.of(CATALOG).reach())
                .contains(
                        new Reach("learn", "player", 0, List.of("do")),
                        new Reach("learn", "edge", 1, List.of()),
                        new Reach("learn", "identity", 2, List.of()),
                        new Reach("teach", "identity", 1, List.of()));
    }

    @Test
    void anActivityCountsForEveryKpiThatAsksForItsVerb() {
        CatalogIndex index = CatalogIndex.of(CATALOG);

        assertThat(index.contributions("player", "rated"))
                .containsExactly(new Contribution("learn", "rating", Aggregate.SUM_VALUE, Aggregate.COUNT));
        assertThat(index.contributions("player", "asked"))
                .containsExactly(new Contribution("learn", "rating", null, Aggregate.COUNT));
        assertThat(index.contributions("identity", "asked"))
                .extracting(Contribution::valueStream)
                .containsExactlyInAnyOrder("teach", "learn");
        assertThat(index.contributions("player", "slept")).isEmpty();
        assertThat(index.contributions("orphan", "rated")).isEmpty();
    }

    @Test
    void aVolumeCountsInItsNumeratorAlone() {
        ValueStreamCatalog catalog = catalog(1, 1000);
        catalog.getKpis().get(0).setDenominator(null);

        assertThat(catalog.getKpis()).extracting(KpiType::of).containsExactly(KpiType.VOLUME, KpiType.AVAILABILITY);
        assertThat(CatalogIndex.of(catalog).contributions("player", "rated"))
                .containsExactly(new Contribution("learn", "rating", Aggregate.SUM_VALUE, null));
        assertThat(CatalogIndex.of(catalog).contributions("player", "asked")).isEmpty();
    }

    @Test
    void servicesThatCountForTheSameHaveTheSameFingerprint() {
        CatalogIndex index = CatalogIndex.of(CATALOG);
        ValueStreamCatalog turned = catalog(2, 0);
        turned.setValueStreams(List.of(
                stream("learn", "player", List.of("rating")), stream("teach", "console", List.of("uptime", "rating"))));
        ValueStreamCatalog other = catalog(3, 0);
        other.getKpis().get(0).setNumerator(new Measure(List.of("rated"), Aggregate.COUNT));

        assertThat(index.countsFor("console")).isEqualTo(index.countsFor("identity"));
        assertThat(index.countsFor("player")).isNotEqualTo(index.countsFor("console"));
        assertThat(index.countsFor("orphan")).isNotZero().isNotEqualTo(index.countsFor("player"));
        assertThat(CatalogIndex.of(turned).countsFor("console"))
                .as("in another order")
                .isEqualTo(index.countsFor("console"));
        assertThat(CatalogIndex.of(other).countsFor("player"))
                .as("by another aggregate")
                .isNotEqualTo(index.countsFor("player"));
    }

    @Test
    void aServiceWithoutAValueStreamIsStillKnown() {
        assertThat(CatalogIndex.of(CATALOG).knows("orphan")).isTrue();
        assertThat(CatalogIndex.of(CATALOG).knows("nobody")).isFalse();
    }

    @Test
    void eachTimeIsReadByTheRevisionThatHeldThen() {
        CatalogHistory history =
                CatalogHistory.of(List.of(catalog(3, 2000), catalog(1, 1000), catalog(4, 2000), catalog(2, 1500)));

        assertThat(history.at(1999).revision()).isEqualTo(2);
        assertThat(history.at(2000).revision()).isEqualTo(4);
        assertThat(history.at(1000).revision()).isEqualTo(1);
        assertThat(history.at(0).revision()).as("before the first").isEqualTo(1);
    }

    @Test
    void aHistoryNeedsARevision() {
        assertThatThrownBy(() -> CatalogHistory.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
