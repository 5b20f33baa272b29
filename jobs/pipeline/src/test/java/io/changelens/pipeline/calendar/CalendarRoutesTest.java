package io.changelens.pipeline.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.calendar.ValueStreamChange;
import io.changelens.pipeline.delivery.Changes;
import io.changelens.pipeline.outcomes.Catalogs;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.ReleaseWindow;
import io.changelens.schemas.ValueStreamCatalog;
import io.changelens.schemas.WindowKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

class CalendarRoutesTest {

    private static final ValueStreamCatalog CATALOG = Catalogs.small(1, 0);

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
        List<ValueStreamChange> routed = new ArrayList<>();
        new RouteChangesToCalendars().flatMap(Changes.of(CATALOG, List.of(plan)), new ListCollector<>(routed));
        return routed.stream()
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

    private static ReleaseWindow window(long revision, String... streams) {
        return new ReleaseWindow(
                "W-1",
                revision,
                WindowKind.EXAM,
                "Exams",
                List.of(streams),
                Instant.ofEpochMilli(5),
                Instant.ofEpochMilli(9),
                3,
                null,
                false,
                null);
    }

    @Test
    void everyRevisionOfAWindowGoesToEveryStreamThatSomeRevisionNames() throws Exception {
        for (List<ReleaseWindow> order : List.of(
                List.of(window(1, "learn"), window(2, "teach")), List.of(window(2, "teach"), window(1, "learn")))) {
            try (var harness = ProcessFunctionTestHarnesses.forKeyedProcessFunction(
                    new RouteWindowsToCalendars(10), ReleaseWindow::getWindowId, Types.STRING)) {
                for (ReleaseWindow window : order) {
                    harness.processElement(window, 0);
                    harness.processElement(window, 0);
                }

                assertThat(harness.extractOutputValues())
                        .extracting(w -> w.valueStream() + " " + w.entry().revision() + " "
                                + w.entry().protection())
                        .containsExactlyInAnyOrder(
                                "learn 1 PROTECTS",
                                "learn 2 PROTECTS_OTHERS",
                                "teach 1 PROTECTS_OTHERS",
                                "teach 2 PROTECTS");
                harness.processWatermark(19);
                assertThat(harness.numKeyedStateEntries()).isZero();
            }
        }
    }

    @Test
    void aCancelledWindowIsCancelledForEveryValueStream() throws Exception {
        try (var harness = ProcessFunctionTestHarnesses.forKeyedProcessFunction(
                new RouteWindowsToCalendars(10), ReleaseWindow::getWindowId, Types.STRING)) {
            harness.processElement(window(1, "learn"), 0);
            harness.processElement(
                    ReleaseWindow.newBuilder(window(2, "teach"))
                            .setCancelled(true)
                            .build(),
                    0);

            assertThat(harness.extractOutputValues())
                    .filteredOn(w -> w.entry().revision() == 2)
                    .extracting(w -> w.valueStream() + " " + w.entry().protection())
                    .containsExactlyInAnyOrder("learn CANCELLED", "teach CANCELLED");
        }
    }
}
