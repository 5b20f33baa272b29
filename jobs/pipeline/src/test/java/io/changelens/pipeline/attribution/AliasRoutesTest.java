package io.changelens.pipeline.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.catalog.CatalogIndex;
import io.changelens.core.catalog.Impact;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.pipeline.delivery.Change;
import io.changelens.pipeline.delivery.Changes;
import io.changelens.pipeline.delivery.Incident;
import io.changelens.pipeline.outcomes.Catalogs;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.IncidentPhase;
import io.changelens.schemas.OutcomeMinute;
import io.changelens.schemas.ValueStreamCatalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Changes, incidents and outcomes of a service meet under its id, whatever name each tool gives it. */
class AliasRoutesTest {

    private static final ValueStreamCatalog CATALOG = Catalogs.small(1, 0);

    private static OutcomeMinute rating(String service, long minute) {
        return new OutcomeMinute(
                "learn", "rating", service, "all", Instant.ofEpochMilli(minute), 9L, 3L, 3L, 1L, false);
    }

    @Test
    void theCaseOfAnIncidentIsOnTheServiceThatItsNameMeans() throws Exception {
        Incident incident = Changes.incident(
                Impact.by(CatalogIndex.of(CATALOG), List.of("legacy"), 0),
                List.of(IncidentEvent.newBuilder()
                        .setEventId("1")
                        .setIncidentId("INC-1")
                        .setPhase(IncidentPhase.OPENED)
                        .setOccurredAt(Instant.EPOCH)
                        .setService("legacy")
                        .build()));

        assertThat(new OpenCases().map(incident).service()).isEqualTo("player");
    }

    @Test
    void aChangeIsACandidateOfTheServiceThatItsNameMeansAtItsTime() throws Exception {
        List<ServiceInput> routed = new ArrayList<>();
        for (long time : List.of(0L, Catalogs.RENAMED)) {
            Change change = Changes.of(
                    CATALOG,
                    List.of(DeploymentEvent.newBuilder()
                            .setEventId("1")
                            .setChangeId("CH-1")
                            .setPhase(ChangePhase.SUCCEEDED)
                            .setOccurredAt(Instant.ofEpochMilli(time))
                            .setService("legacy")
                            .build()));
            new RouteCandidates().flatMap(change, new ListCollector<>(routed));
        }

        assertThat(routed).extracting(input -> input.change().service()).containsExactly("player", "console");
    }

    @Test
    void anOutcomeThatWasPublishedUnderAFormerNameGoesToTheServiceItself() throws Exception {
        try (var harness = new TwoInputStreamOperatorTestHarness<>(new CoBroadcastWithNonKeyedOperator<>(
                new RouteOutcomes(List.of(CATALOG)), List.of(CatalogFunction.REVISIONS)))) {
            harness.open();
            harness.processElement1(rating("legacy", 0), 0);
            harness.processElement1(rating("player", 60_000), 0);
            harness.processElement1(rating("nobody", 0), 0);

            assertThat(harness.extractOutputValues())
                    .extracting(ServiceMinute::outcome)
                    .containsExactly(rating("player", 0), rating("player", 60_000));
        }
    }
}
