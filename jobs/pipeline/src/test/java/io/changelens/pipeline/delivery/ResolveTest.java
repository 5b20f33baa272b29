package io.changelens.pipeline.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.changelens.core.delivery.IncidentHistory;
import io.changelens.core.delivery.ServiceDeployments.Relations;
import io.changelens.pipeline.SettingsFixture;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.pipeline.catalog.ResolveImpact;
import io.changelens.pipeline.outcomes.Catalogs;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.IncidentPhase;
import io.changelens.schemas.ValueStreamCatalog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ResolveTest {

    private static final Duration RETENTION = Duration.ofDays(1);

    private static <I, O> KeyedBroadcastOperatorTestHarness<String, I, ValueStreamCatalog, O> open(
            ResolveImpact<I, O> function, KeySelector<I, String> key) throws Exception {
        var harness = new KeyedBroadcastOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(function, List.of(CatalogFunction.REVISIONS)),
                key,
                Types.STRING,
                1,
                1,
                0);
        harness.open();
        return harness;
    }

    private static KeyedBroadcastOperatorTestHarness<String, Related, ValueStreamCatalog, Change> changes()
            throws Exception {
        return open(new ResolveChanges(List.of(Catalogs.small(1, 0)), RETENTION), Related::changeId);
    }

    private static Related change(String id, String service, long time) {
        Change change = Changes.of(
                Catalogs.small(1, 0),
                List.of(DeploymentEvent.newBuilder()
                        .setEventId("1")
                        .setChangeId(id)
                        .setPhase(ChangePhase.SUCCEEDED)
                        .setOccurredAt(Instant.ofEpochMilli(time))
                        .setService(service)
                        .build()));
        return new Related(id, change.history(), true, change.delivered().relations(), null);
    }

    @Test
    void aChangeReachesWhatDependsOnItsServiceByTheCatalogOfItsTime() throws Exception {
        try (var harness = changes()) {
            harness.processBroadcastElement(Catalogs.changed(2, 1_000), 0);
            harness.processElement(change("CH-1", "identity", 0), 0);
            harness.processElement(change("CH-2", "player", 999), 0);
            harness.processElement(change("CH-3", "player", 1_000), 0);
            harness.processElement(change("CH-4", "nobody", 1_000), 0);
            harness.processElement(change("CH-5", "legacy", 999), 0);

            assertThat(harness.extractOutputValues())
                    .extracting(
                            c -> c.impact().serviceKnown(),
                            c -> c.impact().valueStreams(),
                            c -> c.impact().catalogRevision())
                    .containsExactly(
                            tuple(true, List.of("learn", "teach"), 1L),
                            tuple(true, List.of("learn"), 1L),
                            tuple(false, List.of(), 2L),
                            tuple(false, List.of(), 2L),
                            tuple(true, List.of("learn"), 1L));
        }
    }

    @Test
    void aCatalogThatComesLaterPlacesTheChangesOfItsTimeAnew() throws Exception {
        try (var harness = changes()) {
            harness.processElement(change("CH-1", "player", 999), 0);
            harness.processElement(change("CH-2", "player", 1_000), 0);
            harness.processBroadcastElement(Catalogs.changed(2, 1_000), 0);
            harness.processBroadcastElement(Catalogs.changed(2, 1_000), 0);

            assertThat(harness.extractOutputValues())
                    .extracting(
                            c -> c.history().facts().getChangeId(),
                            c -> c.impact().valueStreams(),
                            c -> c.impact().leftStreams())
                    .containsExactly(
                            tuple("CH-1", List.of("learn"), List.of()),
                            tuple("CH-2", List.of("learn"), List.of()),
                            tuple("CH-2", List.of(), List.of("learn")));
        }
    }

    @Test
    void newRelationsAreThoseOfTheKnownHistory() throws Exception {
        try (var harness = changes()) {
            Relations rolledBack = new Relations("", false, "CH-9", Instant.ofEpochMilli(500), null, true);
            harness.processElement(new Related("CH-1", null, true, rolledBack, null), 0);
            harness.processElement(change("CH-1", "player", 0), 0);
            harness.processElement(new Related("CH-1", null, true, rolledBack, null), 0);

            assertThat(harness.extractOutputValues())
                    .extracting(
                            c -> c.delivered().exposedUntil(), c -> c.history().events())
                    .containsExactly(tuple(null, 1L), tuple(Instant.ofEpochMilli(500), 1L));
        }
    }

    @Test
    void aChangeIsForgottenWhenItsRetentionIsOver() throws Exception {
        try (var harness = changes()) {
            harness.processElement(change("CH-1", "player", 0), 0);
            harness.watermark(RETENTION.toMillis());
            harness.processBroadcastElement(Catalogs.changed(2, 0), 0);

            assertThat(harness.extractOutputValues()).hasSize(1);
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
                .setAffectedServices(List.of("player", "nobody", "legacy"))
                .setEnvironment(" Prod-EU")
                .build()));
        try (var harness = open(
                new ResolveIncidents(List.of(Catalogs.small(1, 0)), SettingsFixture.with(Duration.ofHours(1))),
                (Aggregated<IncidentHistory> a) -> a.history().facts().getIncidentId())) {
            harness.processElement(new Aggregated<>(history, null), 0);

            Incident incident = harness.extractOutputValues().get(0);
            assertThat(incident.impact().valueStreams()).containsExactly("teach", "learn");
            assertThat(incident.impact().services()).containsExactly("console", "player", "nobody");
            assertThat(incident.production()).isTrue();
            assertThat(incident.distances()).containsEntry("console", 0).containsEntry("player", 0);
        }
    }
}
