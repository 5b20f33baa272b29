package io.changelens.pipeline.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.calendar.ValueStreamChange;
import io.changelens.core.catalog.CatalogIndex;
import io.changelens.core.catalog.Impact;
import io.changelens.core.delivery.ChangeHistory;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.pipeline.delivery.Change;
import io.changelens.pipeline.outcomes.Catalogs;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.ReleaseWindow;
import io.changelens.schemas.ValueStreamCatalog;
import io.changelens.schemas.WindowKind;
import java.time.Instant;
import java.util.List;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class CalendarRoutesTest {

    private static final ValueStreamCatalog CATALOG = Catalogs.small(1, 0);

    private static <I, O> List<O> route(CatalogFunction<I, O> function, I element) throws Exception {
        try (TwoInputStreamOperatorTestHarness<I, ValueStreamCatalog, O> harness =
                new TwoInputStreamOperatorTestHarness<>(
                        new CoBroadcastWithNonKeyedOperator<>(function, List.of(CatalogFunction.REVISIONS)))) {
            harness.open();
            harness.processElement1(element, 0);
            return harness.extractOutputValues();
        }
    }

    private static List<String> reachedBy(String service, String environment) throws Exception {
        DeploymentEvent plan = DeploymentEvent.newBuilder()
                .setEventId("e")
                .setChangeId("CH-1")
                .setPhase(ChangePhase.PLANNED)
                .setOccurredAt(Instant.ofEpochMilli(1))
                .setPlannedStart(Instant.ofEpochMilli(5))
                .setService(service)
                .setEnvironment(environment)
                .build();
        Change change = new Change(
                ChangeHistory.of(List.of(plan)),
                new Impact(true, CatalogIndex.of(CATALOG).valueStreamsOf(service), 1),
                null);
        return route(new RouteChangesToCalendars(List.of(CATALOG)), change).stream()
                .filter(ValueStreamChange::reaches)
                .map(ValueStreamChange::valueStream)
                .toList();
    }

    @Test
    void aChangeToWhatAllDependOnMeetsEveryCalendarAndOneToAStreamsOwnServiceThatStreamsAlone() throws Exception {
        assertThat(reachedBy("identity", "production")).containsExactly("learn", "teach");
        assertThat(reachedBy("player", "production")).containsExactly("learn");
    }

    @Test
    void aChangeInAnotherEnvironmentMeetsNone() throws Exception {
        assertThat(reachedBy("identity", "staging")).isEmpty();
    }

    @Test
    void aWindowHoldsForTheStreamsThatItProtects() throws Exception {
        ReleaseWindow window = new ReleaseWindow(
                "W-1",
                1L,
                WindowKind.EXAM,
                "Exams",
                List.of("teach"),
                Instant.ofEpochMilli(5),
                Instant.ofEpochMilli(9),
                3,
                null,
                false,
                null);
        assertThat(route(new RouteWindowsToCalendars(List.of(CATALOG)), window))
                .extracting(w -> w.valueStream() + " " + w.entry().holds())
                .containsExactly("learn false", "teach true");
    }
}
