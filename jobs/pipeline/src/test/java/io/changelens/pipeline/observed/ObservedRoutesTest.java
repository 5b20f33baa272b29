package io.changelens.pipeline.observed;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.catalog.CatalogIndex;
import io.changelens.core.catalog.Impact;
import io.changelens.core.catalog.KpiType;
import io.changelens.core.delivery.IncidentHistory;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.ActivitySpan;
import io.changelens.core.time.OpenEnd;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.pipeline.delivery.Incident;
import io.changelens.pipeline.outcomes.Catalogs;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.IncidentPhase;
import io.changelens.schemas.Kpi;
import io.changelens.schemas.KpiSource;
import io.changelens.schemas.Severity;
import io.changelens.schemas.ValueStreamCatalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Of the streams {@code learn} (rating, success) and {@code teach} (success). */
class ObservedRoutesTest {

    private static final long LATER = 100 * 60_000L;

    /** In the first revision the KPI `success` is availability; from the second on, a volume. */
    private static List<ValueStreamCatalog> known() {
        return List.of(withSuccess(1, 0, KpiSource.INCIDENTS), withSuccess(2, LATER, KpiSource.LEARNING_ACTIVITY));
    }

    private static ValueStreamCatalog withSuccess(long revision, long from, KpiSource source) {
        ValueStreamCatalog catalog = Catalogs.small(revision, from);
        for (Kpi kpi : catalog.getKpis()) {
            if (kpi.getId().equals("success")) {
                kpi.setSource(source);
                kpi.setDenominator(null);
            }
        }
        return catalog;
    }

    private static <I, O> List<O> route(CatalogFunction<I, O> function, I element) throws Exception {
        try (TwoInputStreamOperatorTestHarness<I, ValueStreamCatalog, O> harness =
                new TwoInputStreamOperatorTestHarness<>(
                        new CoBroadcastWithNonKeyedOperator<>(function, List.of(CatalogFunction.REVISIONS)))) {
            harness.open();
            harness.processElement1(element, 0);
            return harness.extractOutputValues();
        }
    }

    private static KpiSpan span(String stream, KpiType type, long from, long until, long revision) {
        return new KpiSpan(new KpiKey(stream, "success"), type, from * 60_000L, until * 60_000L, revision);
    }

    @Test
    void whatAValueStreamHasIsByTheRevisionInEffectAtTheMinute() throws Exception {
        assertThat(route(new RouteSpans(known()), new ActivitySpan(98 * 60_000L, 103 * 60_000L, true)))
                .containsExactlyInAnyOrder(
                        span("learn", KpiType.AVAILABILITY, 98, 100, 1),
                        span("teach", KpiType.AVAILABILITY, 98, 100, 1),
                        span("learn", KpiType.VOLUME, 100, 103, 2),
                        span("teach", KpiType.VOLUME, 100, 103, 2));
    }

    @Test
    void aPauseHasAvailabilityAndNoVolume() throws Exception {
        assertThat(route(new RouteSpans(known()), new ActivitySpan(40 * 60_000L, 140 * 60_000L, false)))
                .containsExactlyInAnyOrder(
                        span("learn", KpiType.AVAILABILITY, 40, 100, 1),
                        span("teach", KpiType.AVAILABILITY, 40, 100, 1));
    }

    @Test
    void anIncidentIsADowntimeOfTheValueStreamsThatItAffectsAndOfNoOther() throws Exception {
        IncidentEvent opened = IncidentEvent.newBuilder()
                .setEventId("e")
                .setIncidentId("INC-1")
                .setPhase(IncidentPhase.OPENED)
                .setOccurredAt(Instant.ofEpochMilli(7_000))
                .setService("console")
                .setSeverity(Severity.CRITICAL)
                .build();
        KpiKey teaching = new KpiKey("teach", "success");
        KpiKey learning = new KpiKey("learn", "success");
        Impact before = Impact.by(CatalogIndex.of(known().get(0)), List.of("identity"), 7_000);
        Impact impact = Impact.by(CatalogIndex.of(known().get(0)), List.of("console"), 7_000)
                .since(before);
        IncidentHistory history = IncidentHistory.of(List.of(opened));

        assertThat(routed(new Incident(history, true, impact, Map.of(), null)))
                .contains(
                        new KpiDowntime(teaching, "INC-1", 7_000, OpenEnd.TIME, 1, 7_000),
                        new KpiDowntime(learning, "INC-1", 7_000, 7_000, 1, 7_000));
        assertThat(routed(new Incident(history, false, impact, Map.of(), null)))
                .contains(new KpiDowntime(teaching, "INC-1", 7_000, 7_000, 1, 7_000));
    }

    private static List<KpiDowntime> routed(Incident incident) {
        List<KpiDowntime> routed = new ArrayList<>();
        new RouteDowntimes().flatMap(incident, new ListCollector<>(routed));
        return routed;
    }
}
