package io.changelens.pipeline.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.changelens.core.delivery.ChangeHistory;
import io.changelens.core.delivery.DeliveredChange;
import io.changelens.pipeline.SettingsFixture;
import io.changelens.pipeline.config.Settings;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.DeploymentEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

class RelateChangesTest {

    private static final Settings SETTINGS = SettingsFixture.with(Duration.ofHours(1));

    private static KeyedOneInputStreamOperatorTestHarness<String, Aggregated<ChangeHistory>, Related> open()
            throws Exception {
        return ProcessFunctionTestHarnesses.forKeyedProcessFunction(
                new RelateChanges(SETTINGS),
                aggregated -> aggregated.history().facts().getService(),
                Types.STRING);
    }

    private static DeploymentEvent.Builder event(String change, ChangePhase phase, long minute) {
        return DeploymentEvent.newBuilder()
                .setEventId(change + phase + minute)
                .setChangeId(change)
                .setPhase(phase)
                .setOccurredAt(Instant.ofEpochSecond(60 * minute))
                .setService("player");
    }

    private static Aggregated<ChangeHistory> history(DeploymentEvent.Builder... events) {
        return new Aggregated<>(
                ChangeHistory.of(List.of(events).stream()
                        .map(DeploymentEvent.Builder::build)
                        .toList()),
                null);
    }

    private static Map<String, DeliveredChange> last(List<Related> rows) {
        Map<String, Related> last = new HashMap<>();
        rows.forEach(row -> last.put(row.changeId(), row.onto(last.get(row.changeId()))));
        Map<String, DeliveredChange> delivered = new HashMap<>();
        last.forEach((id, row) -> delivered.put(id, row.delivered()));
        return delivered;
    }

    @Test
    void aChangeIsEmittedAgainWhenAnotherRollsItBack() throws Exception {
        try (var harness = open()) {
            harness.processElement(history(event("A", ChangePhase.SUCCEEDED, 0).setVersion("1")), 0);
            harness.processElement(history(event("B", ChangePhase.SUCCEEDED, 10).setVersion("2")), 0);
            harness.processElement(history(event("C", ChangePhase.SUCCEEDED, 20).setVersion("1")), 0);

            assertThat(harness.extractOutputValues())
                    .extracting(
                            Related::changeId,
                            r -> r.relations().rolledBackBy(),
                            r -> r.relations().rollbackOf())
                    .contains(tuple("B", "", ""), tuple("B", "C", ""), tuple("C", "", "B"));
        }
    }

    @Test
    void aChangeInAnotherEnvironmentMattersToNone() throws Exception {
        try (var harness = open()) {
            harness.processElement(history(event("A", ChangePhase.SUCCEEDED, 0)), 0);
            harness.processElement(
                    history(event("B", ChangePhase.SUCCEEDED, 10)
                            .setEnvironment("staging")
                            .setRollbackOf("A")),
                    0);

            Map<String, DeliveredChange> last = last(harness.extractOutputValues());
            assertThat(last.get("A").relations().rolledBackBy()).isEmpty();
            assertThat(last.get("B").production()).isFalse();
            assertThat(last.get("B").relations().rollbackOf()).isEqualTo("A");
        }
    }

    @Test
    void changesAreForgottenWhenTheirRetentionIsOver() throws Exception {
        try (var harness = open()) {
            harness.processElement(history(event("A", ChangePhase.SUCCEEDED, 0)), 0);
            harness.processWatermark(SETTINGS.retention().toMillis());

            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Property(tries = 60)
    void theLastRowsDoNotDependOnTheOrderOfArrival(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        ChangePhase[] phases = {ChangePhase.STARTED, ChangePhase.SUCCEEDED, ChangePhase.FAILED, ChangePhase.ROLLED_BACK
        };
        List<DeploymentEvent> events = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            events.add(event("" + (char) ('A' + random.nextInt(4)), phases[random.nextInt(4)], random.nextInt(30))
                    .setEventId("e" + i)
                    .setVersion("v" + random.nextInt(3))
                    .setEnvironment(random.nextInt(5) == 0 ? "staging" : "production")
                    .build());
        }
        Map<String, DeliveredChange> expected = played(events);
        Collections.shuffle(events, random);

        assertThat(played(events)).isEqualTo(expected);
    }

    private static Map<String, DeliveredChange> played(List<DeploymentEvent> events) throws Exception {
        Map<String, List<DeploymentEvent>> known = new HashMap<>();
        try (var harness = open()) {
            for (DeploymentEvent event : events) {
                List<DeploymentEvent> of = known.computeIfAbsent(event.getChangeId(), id -> new ArrayList<>());
                of.add(event);
                harness.processElement(new Aggregated<>(ChangeHistory.of(of), null), 0);
            }
            return last(harness.extractOutputValues());
        }
    }
}
