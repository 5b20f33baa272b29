package io.changelens.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.delivery.Deployment.Failure;
import io.changelens.core.delivery.ServiceDeployments.Deployed;
import io.changelens.core.delivery.ServiceDeployments.Relations;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.Commit;
import io.changelens.schemas.DeploymentEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DeliveredChangeTest {

    private static DeploymentEvent.Builder event(String change, ChangePhase phase, long minute) {
        return DeploymentEvent.newBuilder()
                .setEventId(change + phase + "@" + minute)
                .setChangeId(change)
                .setPhase(phase)
                .setOccurredAt(minute(minute))
                .setService("player");
    }

    private static Instant minute(long minute) {
        return Instant.ofEpochSecond(60 * minute);
    }

    /** The changes of one service in production, by id. */
    private static Map<String, DeliveredChange> deliver(DeploymentEvent.Builder... events) {
        Map<String, List<DeploymentEvent>> byChange = new HashMap<>();
        Arrays.stream(events)
                .map(DeploymentEvent.Builder::build)
                .forEach(e -> byChange.computeIfAbsent(e.getChangeId(), id -> new ArrayList<>())
                        .add(e));
        List<ChangeHistory> histories =
                byChange.values().stream().map(ChangeHistory::of).toList();
        Map<String, Relations> relations = ServiceDeployments.relate(
                histories.stream().map(Deployed::of).filter(Objects::nonNull).toList(), true);
        Map<String, DeliveredChange> delivered = new HashMap<>();
        for (ChangeHistory history : histories) {
            String id = history.facts().getChangeId();
            delivered.put(id, new DeliveredChange(history, true, relations.getOrDefault(id, Relations.none(null))));
        }
        return delivered;
    }

    private static DeliveredChange one(DeploymentEvent.Builder... events) {
        return deliver(events).get("A");
    }

    @Test
    void aFailureThatWasTriedAgainHappened() {
        DeliveredChange change = one(
                event("A", ChangePhase.STARTED, 0),
                event("A", ChangePhase.FAILED, 5),
                event("A", ChangePhase.STARTED, 60),
                event("A", ChangePhase.SUCCEEDED, 65));

        assertThat(change.failure()).isEqualTo(Failure.FAILED);
        assertThat(change.history().state()).isEqualTo(ChangePhase.SUCCEEDED);
        assertThat(change.recoveryFrom()).isEqualTo(minute(5));
        assertThat(change.recoveredAt()).isEqualTo(minute(65));
        assertThat(change.deployedAt()).isEqualTo(minute(65));
        assertThat(change.liveAt()).isEqualTo(minute(65));
        assertThat(change.exposedUntil()).isNull();
        assertThat(change.history().attempts()).isEqualTo(2);
    }

    @Test
    void aRollbackThatWasFollowedByASuccessHappened() {
        DeliveredChange change = one(
                event("A", ChangePhase.SUCCEEDED, 0),
                event("A", ChangePhase.ROLLED_BACK, 30),
                event("A", ChangePhase.SUCCEEDED, 300));

        assertThat(change.failure()).isEqualTo(Failure.ROLLED_BACK);
        assertThat(change.recoveryFrom()).isEqualTo(minute(30));
        assertThat(change.recoveredAt()).isEqualTo(minute(300));
        assertThat(change.deployedAt()).isEqualTo(minute(0));
        assertThat(change.liveAt()).isEqualTo(minute(300));
        assertThat(change.exposedUntil()).isNull();
    }

    @Test
    void aRollbackAloneIsTheRecovery() {
        DeliveredChange change = one(event("A", ChangePhase.SUCCEEDED, 10), event("A", ChangePhase.ROLLED_BACK, 30));

        assertThat(change.recoveryFrom()).isEqualTo(minute(10));
        assertThat(change.recoveredAt()).isEqualTo(minute(30));
        assertThat(change.exposedUntil()).isEqualTo(minute(30));
    }

    @Test
    void clocksThatDifferHideNoFailure() {
        DeliveredChange failed = one(event("A", ChangePhase.FAILED, 10), event("A", ChangePhase.STARTED, 11));
        DeliveredChange rolledBack =
                one(event("A", ChangePhase.ROLLED_BACK, 10), event("A", ChangePhase.SUCCEEDED, 11));
        DeliveredChange succeeded = one(event("A", ChangePhase.SUCCEEDED, 10), event("A", ChangePhase.STARTED, 11));

        assertThat(failed.history().state()).isEqualTo(ChangePhase.FAILED);
        assertThat(failed.failure()).isEqualTo(Failure.FAILED);
        assertThat(rolledBack.history().state()).isEqualTo(ChangePhase.ROLLED_BACK);
        assertThat(rolledBack.failure()).isEqualTo(Failure.ROLLED_BACK);
        assertThat(succeeded.history().state()).isEqualTo(ChangePhase.SUCCEEDED);
        assertThat(succeeded.history().actualEnd()).isEqualTo(minute(10));
    }

    @Test
    void aChangeThatIsCancelledAfterItWasLiveWasReportedByMistake() {
        DeliveredChange change = one(event("A", ChangePhase.SUCCEEDED, 10), event("A", ChangePhase.CANCELLED, 70));

        assertThat(change.history().state()).isEqualTo(ChangePhase.CANCELLED);
        assertThat(change.deployedAt()).isNull();
        assertThat(change.liveAt()).isNull();
        assertThat(change.failure()).isEqualTo(Failure.NONE);
    }

    @Test
    void whatFailedStaysFailedWhenItIsCancelled() {
        DeliveredChange change = one(
                event("A", ChangePhase.FAILED, 10),
                event("A", ChangePhase.STARTED, 60),
                event("A", ChangePhase.CANCELLED, 70));

        assertThat(change.failure()).isEqualTo(Failure.FAILED);
        assertThat(change.deployedAt()).isEqualTo(minute(10));
    }

    @Test
    void aRollbackIsRecognizedByItsVersion() {
        Map<String, DeliveredChange> changes = deliver(
                event("A", ChangePhase.SUCCEEDED, 0).setVersion("v1"),
                event("B", ChangePhase.SUCCEEDED, 100).setVersion("v2"),
                event("C", ChangePhase.SUCCEEDED, 160).setVersion("v1"));

        assertThat(changes.get("C").relations().rollbackOf()).isEqualTo("B");
        assertThat(changes.get("C").relations().inferred()).isTrue();
        assertThat(changes.get("B").failure()).isEqualTo(Failure.ROLLED_BACK_BY_OTHER);
        assertThat(changes.get("B").exposedUntil()).isEqualTo(minute(160));
        assertThat(changes.get("B").recoveryFrom()).isEqualTo(minute(100));
        assertThat(changes.get("B").recoveredAt()).isEqualTo(minute(160));
        assertThat(changes.get("A").failure()).isEqualTo(Failure.NONE);
    }

    @Test
    void theSameVersionDeployedAgainRollsNothingBack() {
        Map<String, DeliveredChange> changes = deliver(
                event("A", ChangePhase.SUCCEEDED, 0).setVersion("v1"),
                event("B", ChangePhase.SUCCEEDED, 100).setVersion("v1"),
                event("C", ChangePhase.SUCCEEDED, 160));

        assertThat(changes.values()).allMatch(change -> change.failure() == Failure.NONE);
    }

    @Test
    void aRollbackThatIsNamedComesFirst() {
        Map<String, DeliveredChange> changes = deliver(
                event("A", ChangePhase.SUCCEEDED, 0).setVersion("v1"),
                event("B", ChangePhase.SUCCEEDED, 100).setVersion("v2"),
                event("C", ChangePhase.SUCCEEDED, 160).setVersion("v1").setRollbackOf("A"));

        assertThat(changes.get("C").relations().inferred()).isFalse();
        assertThat(changes.get("A").failure()).isEqualTo(Failure.ROLLED_BACK_BY_OTHER);
        assertThat(changes.get("B").failure()).isEqualTo(Failure.NONE);
    }

    @Test
    void afterAFailureTheServiceHasRecoveredWithTheNextChangeThatGoesLive() {
        Map<String, DeliveredChange> changes = deliver(
                event("A", ChangePhase.FAILED, 0),
                event("B", ChangePhase.FAILED, 20),
                event("C", ChangePhase.SUCCEEDED, 50),
                event("D", ChangePhase.SUCCEEDED, 90));

        assertThat(changes.get("A").recoveredAt()).isEqualTo(minute(50));
        assertThat(changes.get("B").recoveredAt()).isEqualTo(minute(50));
    }

    @Test
    void aCommitAfterTheDeploymentMakesNoLeadTime() {
        Map<String, DeliveredChange> changes = deliver(
                event("A", ChangePhase.SUCCEEDED, 0),
                event("B", ChangePhase.SUCCEEDED, 100)
                        .setCommits(List.of(new Commit("1", minute(220), null, null, null))),
                event("C", ChangePhase.SUCCEEDED, 200)
                        .setCommits(List.of(new Commit("2", minute(140), null, null, null))));

        assertThat(changes.get("B").isLeadReversed()).isTrue();
        assertThat(changes.get("B").leadSeconds()).isNull();
        assertThat(changes.get("C").leadSeconds()).isEqualTo(3600);
    }

    @Property(tries = 300)
    void theOrderOfArrivalDoesNotMatter(@ForAll long seed) {
        Random random = new Random(seed);
        ChangePhase[] phases = ChangePhase.values();
        List<DeploymentEvent.Builder> events = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            String change = "" + (char) ('A' + random.nextInt(4));
            events.add(event(change, phases[1 + random.nextInt(phases.length - 1)], random.nextInt(40))
                    .setEventId("e" + i)
                    .setVersion(random.nextInt(3) == 0 ? null : "v" + random.nextInt(3))
                    .setRollbackOf(random.nextInt(6) == 0 ? "" + (char) ('A' + random.nextInt(4)) : null));
        }
        Map<String, DeliveredChange> expected = deliver(events.toArray(DeploymentEvent.Builder[]::new));
        Collections.shuffle(events, random);

        assertThat(deliver(events.toArray(DeploymentEvent.Builder[]::new))).isEqualTo(expected);
        for (DeliveredChange change : expected.values()) {
            assertThat(change.liveAt() == null).isEqualTo(change.deployedAt() == null);
            assertThat(change.failure() == Failure.NONE).isEqualTo(change.recoveryFrom() == null);
            if (change.exposedUntil() != null) {
                assertThat(change.exposedUntil()).isAfterOrEqualTo(change.liveAt());
            }
        }
    }
}
