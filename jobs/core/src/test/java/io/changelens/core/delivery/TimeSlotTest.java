package io.changelens.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

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

class TimeSlotTest {

    private static DeploymentEvent.Builder event(ChangePhase phase, long millis) {
        return DeploymentEvent.newBuilder()
                .setEventId(phase + "@" + millis)
                .setChangeId("CH-1")
                .setPhase(phase)
                .setOccurredAt(Instant.ofEpochMilli(millis))
                .setService("player");
    }

    private static DeploymentEvent.Builder planned(long millis, long start, long end) {
        return event(ChangePhase.PLANNED, millis)
                .setPlannedStart(Instant.ofEpochMilli(start))
                .setPlannedEnd(Instant.ofEpochMilli(end));
    }

    private static List<TimeSlot> of(DeploymentEvent.Builder... ordered) {
        return TimeSlot.of(
                Stream.of(ordered).map(DeploymentEvent.Builder::build).toList());
    }

    private static TimeSlot plan(long knownAt, long start, long end) {
        return new TimeSlot(knownAt, start, end, false, 0, false);
    }

    private static TimeSlot actual(long knownAt, long start, long end) {
        return new TimeSlot(knownAt, start, end, true, 1, false);
    }

    @Test
    void aPlanIsFollowedByWhatHappened() {
        assertThat(of(planned(10, 100, 200), event(ChangePhase.STARTED, 110), event(ChangePhase.SUCCEEDED, 150)))
                .containsExactly(plan(10, 100, 200), actual(110, 110, 200), actual(150, 110, 150));
    }

    @Test
    void eventsThatAlterNothingAreNoEntries() {
        assertThat(of(planned(10, 100, 200), event(ChangePhase.APPROVED, 20), planned(30, 100, 200)))
                .containsExactly(plan(10, 100, 200));
        assertThat(of(planned(10, 100, 200), planned(30, 100, 220)))
                .containsExactly(plan(10, 100, 200), plan(30, 100, 220));
    }

    @Test
    void aChangeWithoutAPlanTakesNoTimeUntilItStarts() {
        assertThat(of(event(ChangePhase.PLANNED, 10), event(ChangePhase.APPROVED, 20)))
                .isEmpty();
        assertThat(of(event(ChangePhase.PLANNED, 10), event(ChangePhase.STARTED, 110)))
                .containsExactly(actual(110, 110, 111));
    }

    @Test
    void aChangeThatIsCancelledBeforeItBeganTakesNoTime() {
        List<TimeSlot> timeSlots = of(planned(10, 100, 200), event(ChangePhase.CANCELLED, 20));

        assertThat(timeSlots)
                .containsExactly(plan(10, 100, 200), new TimeSlot(20, TimeSlot.NONE, TimeSlot.NONE, false, 0, true));
        assertThat(timeSlots).extracting(TimeSlot::takesTime).containsExactly(true, false);
        assertThat(of(event(ChangePhase.CANCELLED, 20)))
                .as("it never was planned")
                .isEmpty();
    }

    @Test
    void aChangeThatBeganTookItsTimeEvenIfItWasCancelled() {
        assertThat(of(event(ChangePhase.STARTED, 110), event(ChangePhase.CANCELLED, 120)))
                .containsExactly(actual(110, 110, 111), actual(120, 110, 120));
    }

    @Test
    void aChangeThatIsTriedAgainTakesTimeAgain() {
        assertThat(of(
                        planned(10, 100, 130),
                        event(ChangePhase.STARTED, 110),
                        event(ChangePhase.FAILED, 120),
                        event(ChangePhase.STARTED, 200),
                        event(ChangePhase.SUCCEEDED, 215)))
                .containsExactly(
                        plan(10, 100, 130),
                        actual(110, 110, 130),
                        actual(120, 110, 120),
                        new TimeSlot(200, 200, 230, true, 2, false),
                        new TimeSlot(215, 200, 215, true, 2, false));
    }

    @Test
    void whatWasReportedByMistakeTakesNoTime() {
        assertThat(of(event(ChangePhase.SUCCEEDED, 150), event(ChangePhase.CANCELLED, 160)))
                .containsExactly(
                        actual(150, 150, 151), new TimeSlot(160, TimeSlot.NONE, TimeSlot.NONE, false, 0, true));
    }

    @Test
    void whatIsReportedOfStartAndEndComesFirst() {
        assertThat(of(
                        event(ChangePhase.STARTED, 110).setActualStart(Instant.ofEpochMilli(105)),
                        event(ChangePhase.SUCCEEDED, 150).setActualEnd(Instant.ofEpochMilli(140))))
                .containsExactly(actual(110, 105, 106), actual(150, 105, 140));
    }

    @Test
    void aChangeThatSucceededWithoutAStartTookAMoment() {
        assertThat(of(event(ChangePhase.SUCCEEDED, 150))).containsExactly(actual(150, 150, 151));
    }

    @Test
    void aPlannedEndBeforeTheStartIsNoEnd() {
        assertThat(of(planned(10, 100, 200), event(ChangePhase.STARTED, 250)))
                .last()
                .isEqualTo(actual(250, 250, 251));
    }

    @Test
    void aLaterRollbackIsNoneOfItsTime() {
        assertThat(of(
                        event(ChangePhase.STARTED, 110),
                        event(ChangePhase.FAILED, 150),
                        event(ChangePhase.ROLLED_BACK, 300)))
                .containsExactly(actual(110, 110, 111), actual(150, 110, 150));
        assertThat(of(event(ChangePhase.STARTED, 110), event(ChangePhase.ROLLED_BACK, 300)))
                .as("unless nothing else is known")
                .last()
                .isEqualTo(actual(300, 110, 300));
    }

    @Test
    void silenceKeepsWhatWasSaid() {
        assertThat(of(planned(10, 100, 200), event(ChangePhase.PLANNED, 20).setPlannedStart(Instant.ofEpochMilli(120))))
                .last()
                .isEqualTo(plan(20, 120, 200));
    }

    @Property(tries = 500)
    void whatWasKnownIsNotAlteredByWhatComesLater(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int size) {
        Random random = new Random(seed);
        ChangePhase[] phases = ChangePhase.values();
        List<DeploymentEvent> events = new ArrayList<>();
        List<TimeSlot> before = List.of();
        for (int i = 0; i < size; i++) {
            events.add(event(phases[1 + random.nextInt(phases.length - 1)], 10L * i)
                    .setPlannedStart(random.nextBoolean() ? Instant.ofEpochMilli(random.nextInt(3)) : null)
                    .setPlannedEnd(random.nextBoolean() ? Instant.ofEpochMilli(random.nextInt(3)) : null)
                    .build());
            List<TimeSlot> now = TimeSlot.of(events);
            assertThat(now.subList(0, before.size())).isEqualTo(before);
            assertThat(now.size()).isLessThanOrEqualTo(before.size() + 1);
            for (TimeSlot timeSlot : now.subList(before.size(), now.size())) {
                assertThat(timeSlot.knownAt()).isEqualTo(10L * i);
                assertThat(!timeSlot.takesTime() || timeSlot.end() > timeSlot.start())
                        .isTrue();
            }
            before = now;
        }
    }
}
