package io.changelens.pipeline.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.catalog.Impact;
import io.changelens.core.delivery.ChangeHistory;
import io.changelens.core.delivery.IncidentHistory;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.pipeline.outcomes.Catalogs;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.IncidentPhase;
import io.changelens.schemas.ValueStreamCatalog;
import java.time.Instant;
import java.util.List;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ResolveTest {

    private static <I, O> TwoInputStreamOperatorTestHarness<I, ValueStreamCatalog, O> open(
            CatalogFunction<I, O> function) throws Exception {
        TwoInputStreamOperatorTestHarness<I, ValueStreamCatalog, O> harness = new TwoInputStreamOperatorTestHarness<>(
                new CoBroadcastWithNonKeyedOperator<>(function, List.of(CatalogFunction.REVISIONS)));
        harness.open();
        return harness;
    }

    private static Aggregated<ChangeHistory> change(String service, long time) {
        return new Aggregated<>(
                ChangeHistory.of(List.of(DeploymentEvent.newBuilder()
                        .setEventId("1")
                        .setChangeId("CH-1")
                        .setPhase(ChangePhase.SUCCEEDED)
                        .setOccurredAt(Instant.ofEpochMilli(time))
                        .setService(service)
                        .build())),
                null);
    }

    @Test
    void aChangeReachesWhatDependsOnItsServiceByTheCatalogOfItsTime() throws Exception {
        try (var harness = open(new ResolveChanges(List.of(Catalogs.small(1, 0))))) {
            harness.processElement2(Catalogs.changed(2, 1_000), 0);
            harness.processElement1(change("identity", 0), 0);
            harness.processElement1(change("player", 999), 0);
            harness.processElement1(change("player", 1_000), 0);
            harness.processElement1(change("nobody", 1_000), 0);

            assertThat(harness.extractOutputValues())
                    .extracting(Change::impact)
                    .containsExactly(
                            new Impact(true, List.of("learn", "teach"), 1),
                            new Impact(true, List.of("learn"), 1),
                            new Impact(false, List.of(), 2),
                            new Impact(false, List.of(), 2));
        }
    }

    @Test
    void anIncidentTouchesTheValueStreamsOfAllItsServices() throws Exception {
        IncidentHistory history = IncidentHistory.of(List.of(IncidentEvent.newBuilder()
                .setEventId("1")
                .setIncidentId("INC-1")
                .setPhase(IncidentPhase.OPENED)
                .setOccurredAt(Instant.EPOCH)
                .setService("console")
                .setAffectedServices(List.of("player", "nobody"))
                .build()));
        try (var harness = open(new ResolveIncidents(List.of(Catalogs.small(1, 0))))) {
            harness.processElement1(new Aggregated<>(history, null), 0);

            assertThat(harness.extractOutputValues())
                    .extracting(Incident::impact)
                    .containsExactly(new Impact(true, List.of("teach", "learn"), 1));
        }
    }
}
