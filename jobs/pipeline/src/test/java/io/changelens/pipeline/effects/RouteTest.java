package io.changelens.pipeline.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.changelens.core.catalog.CatalogIndex;
import io.changelens.core.catalog.Impact;
import io.changelens.core.effect.Intervention;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.OpenEnd;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.pipeline.delivery.Changes;
import io.changelens.pipeline.delivery.Incident;
import io.changelens.pipeline.outcomes.Catalogs;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.IncidentPhase;
import io.changelens.schemas.ReleaseWindow;
import io.changelens.schemas.Severity;
import io.changelens.schemas.ValueStreamCatalog;
import io.changelens.schemas.WindowKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.Test;

class RouteTest {

    private static final ValueStreamCatalog CATALOG = Catalogs.small(1, 0);

    private static <I> List<Intervention> route(FlatMapFunction<I, Intervention> function, I element) throws Exception {
        List<Intervention> routed = new ArrayList<>();
        function.flatMap(element, new ListCollector<>(routed));
        return routed;
    }

    /** The impact of a service that serves these value streams. */
    private static Impact on(List<String> streams) {
        Impact impact = Impact.on(CatalogIndex.of(CATALOG), streams);
        return new Impact(
                List.of("identity"),
                true,
                impact.valueStreams(),
                impact.kpis(),
                List.of(),
                List.of(),
                impact.catalogRevision());
    }

    private static DeploymentEvent.Builder event(ChangePhase phase, long time) {
        return DeploymentEvent.newBuilder()
                .setEventId(phase + "@" + time)
                .setChangeId("CH-1")
                .setPhase(phase)
                .setOccurredAt(Instant.ofEpochMilli(time))
                .setService("identity");
    }

    private static List<Intervention> change(List<String> streams, DeploymentEvent... events) throws Exception {
        return route(new RouteChanges(), Changes.of(on(streams), List.of(events)));
    }

    @Test
    void aChangeGoesToEveryKpiOfTheStreamsThatItReaches() throws Exception {
        List<Intervention> routed = change(
                List.of("learn", "teach"),
                event(ChangePhase.STARTED, 1_000).build(),
                event(ChangePhase.SUCCEEDED, 2_000).build());

        assertThat(routed)
                .extracting(Intervention::key)
                .containsExactly(
                        new KpiKey("learn", "rating"), new KpiKey("learn", "success"), new KpiKey("teach", "success"));
        assertThat(routed.get(0).from()).isEqualTo(1_000);
        assertThat(routed.get(0).live()).isEqualTo(2_000);
        assertThat(routed.get(0).until()).isEqualTo(OpenEnd.TIME);
        assertThat(routed.get(0).exposure().materialEffect()).isEqualTo(0.1);
    }

    @Test
    void aChangeOnAServiceThatNothingDependsOnGoesNowhere() throws Exception {
        assertThat(change(List.of(), event(ChangePhase.SUCCEEDED, 2_000).build()))
                .isEmpty();
    }

    @Test
    void aChangeThatIsNotLiveInProductionIsWithdrawn() throws Exception {
        for (DeploymentEvent event : List.of(
                event(ChangePhase.STARTED, 2_000).build(),
                event(ChangePhase.CANCELLED, 2_000).build(),
                event(ChangePhase.SUCCEEDED, 2_000).setEnvironment("staging").build())) {
            assertThat(change(List.of("learn"), event)).hasSize(2).allMatch(Intervention::withdrawn);
        }
    }

    @Test
    void aChangeIsWithdrawnFromTheKpisThatOnlyAnEarlierCatalogNamed() throws Exception {
        Impact now = on(List.of("teach")).since(on(List.of("learn", "teach")));

        assertThat(route(
                        new RouteChanges(),
                        Changes.of(
                                now, List.of(event(ChangePhase.SUCCEEDED, 2_000).build()))))
                .extracting(i -> i.key().valueStream(), Intervention::withdrawn)
                .containsExactlyInAnyOrder(tuple("teach", false), tuple("learn", true), tuple("learn", true));
    }

    @Test
    void aRolledBackChangeWasLiveWhenItSucceeded() throws Exception {
        Intervention routed = change(
                        List.of("teach"),
                        event(ChangePhase.SUCCEEDED, 2_000).build(),
                        event(ChangePhase.ROLLED_BACK, 9_000)
                                .setActualEnd(Instant.ofEpochMilli(9_000))
                                .build())
                .get(0);

        assertThat(routed.live()).isEqualTo(2_000);
        assertThat(routed.until()).isEqualTo(9_000);
        assertThat(routed.exposure().state()).isEqualTo("ROLLED_BACK");
    }

    @Test
    void onlyARollbackThatSucceededEndsWhatItRollsBack() throws Exception {
        assertThat(change(
                        List.of("teach"),
                        event(ChangePhase.SUCCEEDED, 2_000)
                                .setRollbackOf("CH-0")
                                .build()))
                .extracting(Intervention::about)
                .containsExactly("CH-0");
        assertThat(change(
                        List.of("teach"),
                        event(ChangePhase.FAILED, 2_000).setRollbackOf("CH-0").build()))
                .extracting(Intervention::about)
                .containsExactly("");
    }

    @Test
    void anIncidentLastsUntilItIsResolved() throws Exception {
        List<IncidentEvent> events = new ArrayList<>();
        for (IncidentPhase phase : List.of(IncidentPhase.OPENED, IncidentPhase.RESOLVED)) {
            events.add(IncidentEvent.newBuilder()
                    .setEventId(phase.name())
                    .setIncidentId("INC-1")
                    .setPhase(phase)
                    .setOccurredAt(Instant.ofEpochMilli(1_000L * (1 + events.size())))
                    .setService("console")
                    .setSeverity(Severity.MAJOR)
                    .build());
        }
        Incident incident = Changes.incident(on(List.of("teach")), events);

        Intervention routed = route(new RouteIncidents(), incident).get(0);
        assertThat(routed.name()).isEqualTo("incident:INC-1");
        assertThat(routed.from()).isEqualTo(1_000);
        assertThat(routed.until()).isEqualTo(2_000);
    }

    private static ReleaseWindow window(long revision, String... streams) {
        return ReleaseWindow.newBuilder()
                .setWindowId("W-1")
                .setRevision(revision)
                .setKind(WindowKind.EXAM)
                .setTitle("Exams")
                .setValueStreams(List.of(streams))
                .setStartsAt(Instant.ofEpochMilli(1_000))
                .setEndsAt(Instant.ofEpochMilli(2_000))
                .build();
    }

    @Test
    void aReleaseWindowHoldsForItsStreamsAndIsWithdrawnFromThoseOfEarlierRevisions() throws Exception {
        try (var harness = new KeyedBroadcastOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(
                        new RouteWindows(List.of(CATALOG), 1), List.of(CatalogFunction.REVISIONS)),
                ReleaseWindow::getWindowId,
                Types.STRING,
                1,
                1,
                0)) {
            harness.open();
            harness.processElement(window(1, "learn"), 0);
            harness.processElement(window(2, "teach"), 0);
            harness.processElement(window(1, "learn"), 0);

            assertThat(harness.extractOutputValues())
                    .extracting(all -> all.stream()
                            .map(i -> i.key().valueStream() + " " + i.withdrawn())
                            .sorted()
                            .toList())
                    .containsExactly(
                            List.of("learn false", "learn false"), List.of("learn true", "learn true", "teach false"));
        }
    }
}
