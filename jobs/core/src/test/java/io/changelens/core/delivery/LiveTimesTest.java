package io.changelens.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.changelens.core.time.OpenEnd;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.DeploymentEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LiveTimesTest {

    private static DeploymentEvent.Builder event(ChangePhase phase, long millis) {
        return DeploymentEvent.newBuilder()
                .setEventId(phase + "@" + millis)
                .setChangeId("CH-1")
                .setPhase(phase)
                .setOccurredAt(Instant.ofEpochMilli(millis))
                .setService("player");
    }

    private static LiveTimes of(DeploymentEvent.Builder... events) {
        List<LiveTimes> all = all(events);
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    private static List<LiveTimes> all(DeploymentEvent.Builder... events) {
        return ChangeHistory.of(
                        Stream.of(events).map(DeploymentEvent.Builder::build).toList())
                .liveTimes();
    }

    private static LiveTimes open(long from, long live, String... cohorts) {
        return new LiveTimes(from, live, OpenEnd.TIME, false, false, List.of(cohorts));
    }

    private static LiveTimes rolledBack(long from, long live, long until) {
        return new LiveTimes(from, live, until, false, true, List.of());
    }

    @Test
    void aChangeIsLiveWhenItSucceeded() {
        assertThat(of(event(ChangePhase.STARTED, 30), event(ChangePhase.SUCCEEDED, 40)))
                .isEqualTo(open(30, 40));
    }

    @Test
    void whatWasReportedOfStartAndEndComesFirst() {
        assertThat(of(
                        event(ChangePhase.STARTED, 30).setActualStart(Instant.ofEpochMilli(28)),
                        event(ChangePhase.SUCCEEDED, 40).setActualEnd(Instant.ofEpochMilli(37))))
                .isEqualTo(open(28, 37));
    }

    @Test
    void aChangeThatFailedIsLiveToo() {
        assertThat(of(event(ChangePhase.STARTED, 30), event(ChangePhase.FAILED, 45)))
                .isEqualTo(new LiveTimes(30, 45, OpenEnd.TIME, true, false, List.of()));
        assertThat(of(event(ChangePhase.FAILED, 45), event(ChangePhase.SUCCEEDED, 60)))
                .as("and succeeded at the second attempt")
                .isEqualTo(open(60, 60));
    }

    @Test
    void aChangeOfWhichTheStartIsUnknownBeganWhenItWasLive() {
        assertThat(of(event(ChangePhase.SUCCEEDED, 40))).isEqualTo(open(40, 40));
    }

    @Test
    void aStartAfterTheEndIsNone() {
        assertThat(of(event(ChangePhase.SUCCEEDED, 40).setActualStart(Instant.ofEpochMilli(50))))
                .isEqualTo(open(40, 40));
    }

    @Test
    void aRollbackEndsIt() {
        assertThat(of(
                        event(ChangePhase.STARTED, 30),
                        event(ChangePhase.SUCCEEDED, 40),
                        event(ChangePhase.ROLLED_BACK, 70)))
                .isEqualTo(rolledBack(30, 40, 70));
    }

    @Test
    void theEndOfARollbackDoesNotMoveTheTimeAtWhichItWasLive() {
        assertThat(of(
                        event(ChangePhase.STARTED, 30),
                        event(ChangePhase.SUCCEEDED, 40),
                        event(ChangePhase.ROLLED_BACK, 70).setActualEnd(Instant.ofEpochMilli(69))))
                .isEqualTo(rolledBack(30, 40, 70));
        assertThat(of(
                        event(ChangePhase.STARTED, 30),
                        event(ChangePhase.SUCCEEDED, 40).setActualEnd(Instant.ofEpochMilli(38)),
                        event(ChangePhase.ROLLED_BACK, 70)))
                .as("but that of the change does")
                .isEqualTo(rolledBack(30, 38, 70));
    }

    @Test
    void aChangeThatIsKnownFromItsRollbackAloneWasLiveSinceItStarted() {
        assertThat(of(event(ChangePhase.STARTED, 30), event(ChangePhase.ROLLED_BACK, 70)))
                .isEqualTo(rolledBack(30, 30, 70));
        assertThat(of(event(ChangePhase.ROLLED_BACK, 70).setActualEnd(Instant.ofEpochMilli(69))))
                .isEqualTo(rolledBack(70, 70, 70));
    }

    @Test
    void aRollbackBeforeItWasLiveLeavesItNoTime() {
        assertThat(of(event(ChangePhase.ROLLED_BACK, 35), event(ChangePhase.SUCCEEDED, 40)))
                .isEqualTo(rolledBack(35, 35, 35));
    }

    @Test
    void whatNeverEndedWasNeverLive() {
        assertThat(of(event(ChangePhase.PLANNED, 10))).isNull();
        assertThat(of(event(ChangePhase.STARTED, 30).setActualEnd(Instant.ofEpochMilli(60))))
                .isNull();
        assertThat(of(event(ChangePhase.PLANNED, 10), event(ChangePhase.CANCELLED, 20)))
                .isNull();
    }

    @Property(tries = 500)
    void workBeginsBeforeItIsLiveAndItIsLiveBeforeItEnds(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int size) {
        Random random = new Random(seed);
        ChangePhase[] phases = ChangePhase.values();
        List<DeploymentEvent> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            events.add(event(phases[1 + random.nextInt(phases.length - 1)], random.nextInt(100))
                    .setEventId("e" + i)
                    .setActualStart(random.nextInt(3) == 0 ? Instant.ofEpochMilli(random.nextInt(100)) : null)
                    .setActualEnd(random.nextInt(3) == 0 ? Instant.ofEpochMilli(random.nextInt(100)) : null)
                    .build());
        }
        ChangeHistory history = ChangeHistory.of(events);

        for (LiveTimes times : history.liveTimes()) {
            assertThat(times.from()).isLessThanOrEqualTo(times.live());
            assertThat(times.live()).isLessThanOrEqualTo(times.until());
        }
        assertThat(history.deployment().deployedAt() == null)
                .isEqualTo(history.liveTimes().isEmpty());
    }

    @Test
    void aStartReportedAfterTheEndDoesNotOpenTheChangeAgain() {
        assertThat(of(event(ChangePhase.SUCCEEDED, 40), event(ChangePhase.STARTED, 44)))
                .isEqualTo(open(40, 40));
        assertThat(of(event(ChangePhase.STARTED, 30), event(ChangePhase.SUCCEEDED, 40), event(ChangePhase.STARTED, 44)))
                .isEqualTo(open(30, 40));
    }

    @Test
    void aCanaryThatIsWidenedIsLiveForEverybodyFromThen() {
        assertThat(all(
                        event(ChangePhase.STARTED, 8),
                        event(ChangePhase.SUCCEEDED, 10).setRolloutScope(List.of("canary")),
                        event(ChangePhase.SUCCEEDED, 14)))
                .containsExactly(new LiveTimes(8, 10, 14, false, false, List.of("canary")), open(8, 14));
    }

    @Test
    void aStepThatNamesOtherCohortsIsAddedToThem() {
        assertThat(all(
                        event(ChangePhase.SUCCEEDED, 10).setRolloutScope(List.of("b")),
                        event(ChangePhase.SUCCEEDED, 14).setRolloutScope(List.of("a")),
                        event(ChangePhase.SUCCEEDED, 16).setRolloutScope(List.of("b"))))
                .extracting(LiveTimes::live, LiveTimes::cohorts)
                .containsExactly(tuple(10L, List.of("b")), tuple(16L, List.of("a", "b")));
    }

    @Test
    void severalRegionsAreOneStepThatIsCompleteAtTheLast() {
        assertThat(all(
                        event(ChangePhase.STARTED, 8).setRolloutScope(List.of("pilot")),
                        event(ChangePhase.SUCCEEDED, 10),
                        event(ChangePhase.SUCCEEDED, 12),
                        event(ChangePhase.SUCCEEDED, 14)))
                .containsExactly(open(8, 14, "pilot"));
    }

    @Test
    void aScopeIsTakenBackBySayingSo() {
        assertThat(of(
                        event(ChangePhase.PLANNED, 5).setRolloutScope(List.of("pilot")),
                        event(ChangePhase.SUCCEEDED, 10).setCleared(List.of("rolloutScope"))))
                .isEqualTo(open(10, 10));
    }

    @Test
    void eachAttemptHasItsOwnTimes() {
        assertThat(all(
                        event(ChangePhase.STARTED, 10),
                        event(ChangePhase.FAILED, 15),
                        event(ChangePhase.STARTED, 20),
                        event(ChangePhase.SUCCEEDED, 25),
                        event(ChangePhase.ROLLED_BACK, 40),
                        event(ChangePhase.SUCCEEDED, 90)))
                .containsExactly(
                        new LiveTimes(10, 15, 20, true, false, List.of()), rolledBack(20, 25, 40), open(90, 90));
    }

    @Test
    void whatIsCancelledAfterItWasLiveWasReportedByMistake() {
        assertThat(all(event(ChangePhase.SUCCEEDED, 40), event(ChangePhase.CANCELLED, 60)))
                .isEmpty();
    }
}
