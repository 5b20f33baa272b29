package io.changelens.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

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
        return LiveTimes.of(ChangeHistory.of(
                Stream.of(events).map(DeploymentEvent.Builder::build).toList()));
    }

    private static LiveTimes open(long from, long live) {
        return new LiveTimes(from, live, OpenEnd.TIME);
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
                .isEqualTo(open(30, 45));
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
                .isEqualTo(new LiveTimes(30, 40, 70));
    }

    @Test
    void theEndOfARollbackDoesNotMoveTheTimeAtWhichItWasLive() {
        assertThat(of(
                        event(ChangePhase.STARTED, 30),
                        event(ChangePhase.SUCCEEDED, 40),
                        event(ChangePhase.ROLLED_BACK, 70).setActualEnd(Instant.ofEpochMilli(69))))
                .isEqualTo(new LiveTimes(30, 40, 70));
        assertThat(of(
                        event(ChangePhase.STARTED, 30),
                        event(ChangePhase.SUCCEEDED, 40).setActualEnd(Instant.ofEpochMilli(38)),
                        event(ChangePhase.ROLLED_BACK, 70)))
                .as("but that of the change does")
                .isEqualTo(new LiveTimes(30, 38, 70));
    }

    @Test
    void aChangeThatIsKnownFromItsRollbackAloneWasLiveSinceItStarted() {
        assertThat(of(event(ChangePhase.STARTED, 30), event(ChangePhase.ROLLED_BACK, 70)))
                .isEqualTo(new LiveTimes(30, 30, 70));
        assertThat(of(event(ChangePhase.ROLLED_BACK, 70).setActualEnd(Instant.ofEpochMilli(69))))
                .isEqualTo(new LiveTimes(70, 70, 70));
    }

    @Test
    void aRollbackBeforeItWasLiveLeavesItNoTime() {
        assertThat(of(event(ChangePhase.ROLLED_BACK, 35), event(ChangePhase.SUCCEEDED, 40)))
                .isEqualTo(new LiveTimes(40, 40, 40));
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
        LiveTimes times = LiveTimes.of(ChangeHistory.of(events));
        boolean ended = events.stream()
                .map(DeploymentEvent::getPhase)
                .anyMatch(List.of(ChangePhase.SUCCEEDED, ChangePhase.FAILED, ChangePhase.ROLLED_BACK)::contains);
        boolean rolledBack = events.stream().anyMatch(e -> e.getPhase() == ChangePhase.ROLLED_BACK);

        assertThat(times != null).isEqualTo(ended);
        if (times != null) {
            assertThat(times.from()).isLessThanOrEqualTo(times.live());
            assertThat(times.live()).isLessThanOrEqualTo(times.until());
            assertThat(times.until() < OpenEnd.TIME).isEqualTo(rolledBack);
        }
    }
}
