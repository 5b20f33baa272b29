package io.changelens.pipeline.effects;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.catalog.Impact;
import io.changelens.core.delivery.ChangeHistory;
import io.changelens.core.delivery.IncidentHistory;
import io.changelens.core.effect.Intervention;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.OpenEnd;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.pipeline.delivery.Change;
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
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class RouteTest {

    private static final List<ValueStreamCatalog> KNOWN = List.of(Catalogs.small(1, 0));

    private static <I> List<Intervention> route(CatalogFunction<I, Intervention> function, I element) throws Exception {
        try (TwoInputStreamOperatorTestHarness<I, ValueStreamCatalog, Intervention> harness =
                new TwoInputStreamOperatorTestHarness<>(
                        new CoBroadcastWithNonKeyedOperator<>(function, List.of(CatalogFunction.REVISIONS)))) {
            harness.open();
            harness.processElement1(element, 0);
            return harness.extractOutputValues();
        }
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
        return route(
                new RouteChanges(KNOWN),
                new Change(ChangeHistory.of(List.of(events)), new Impact(true, streams, 1), null));
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
    void aChangeThatIsNotLiveInProductionGoesNowhere() throws Exception {
        assertThat(change(List.of("learn"), event(ChangePhase.STARTED, 2_000).build()))
                .isEmpty();
        assertThat(change(List.of("learn"), event(ChangePhase.CANCELLED, 2_000).build()))
                .isEmpty();
        assertThat(change(
                        List.of("learn"),
                        event(ChangePhase.SUCCEEDED, 2_000)
                                .setEnvironment("staging")
                                .build()))
                .isEmpty();
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
        Incident incident = new Incident(IncidentHistory.of(events), new Impact(true, List.of("teach"), 1), null);

        Intervention routed = route(new RouteIncidents(KNOWN), incident).get(0);
        assertThat(routed.name()).isEqualTo("incident:INC-1");
        assertThat(routed.from()).isEqualTo(1_000);
        assertThat(routed.until()).isEqualTo(2_000);
        assertThat(routed.down()).isTrue();
    }

    @Test
    void aReleaseWindowHoldsForItsStreamsAndIsWithdrawnFromTheOthers() throws Exception {
        ReleaseWindow window = ReleaseWindow.newBuilder()
                .setWindowId("W-1")
                .setKind(WindowKind.EXAM)
                .setTitle("Exams")
                .setValueStreams(List.of("teach"))
                .setStartsAt(Instant.ofEpochMilli(1_000))
                .setEndsAt(Instant.ofEpochMilli(2_000))
                .build();

        assertThat(route(new RouteWindows(KNOWN), window))
                .extracting(i -> i.key().valueStream(), Intervention::withdrawn)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("learn", true),
                        org.assertj.core.groups.Tuple.tuple("learn", true),
                        org.assertj.core.groups.Tuple.tuple("teach", false));
    }
}
