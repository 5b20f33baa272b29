package io.changelens.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.ChangeType;
import io.changelens.schemas.Commit;
import io.changelens.schemas.DeploymentEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChangeHistoryTest {

    private static DeploymentEvent.Builder event(ChangePhase phase, long minute) {
        return DeploymentEvent.newBuilder()
                .setEventId(phase + "@" + minute)
                .setChangeId("CH-1")
                .setPhase(phase)
                .setOccurredAt(minute(minute))
                .setService("player");
    }

    private static Instant minute(long minute) {
        return Instant.ofEpochSecond(60 * minute);
    }

    @Test
    void eachPhaseHasItsTimeAndTheLatestIsTheState() {
        ChangeHistory history = ChangeHistory.of(List.of(
                event(ChangePhase.SUCCEEDED, 40).build(),
                event(ChangePhase.PLANNED, 10).build(),
                event(ChangePhase.STARTED, 30).build(),
                event(ChangePhase.APPROVED, 20).build()));

        assertThat(history.state()).isEqualTo(ChangePhase.SUCCEEDED);
        assertThat(history.reached(ChangePhase.PLANNED)).isEqualTo(minute(10));
        assertThat(history.reached(ChangePhase.APPROVED)).isEqualTo(minute(20));
        assertThat(history.reached(ChangePhase.CANCELLED)).isNull();
        assertThat(history.actualStart()).isEqualTo(minute(30));
        assertThat(history.actualEnd()).isEqualTo(minute(40));
        assertThat(history.events()).isEqualTo(4);
    }

    @Test
    void whatWasRolledBackAfterSucceedingIsRolledBack() {
        ChangeHistory history = ChangeHistory.of(List.of(
                event(ChangePhase.ROLLED_BACK, 50).build(),
                event(ChangePhase.SUCCEEDED, 40).build()));

        assertThat(history.state()).isEqualTo(ChangePhase.ROLLED_BACK);
        assertThat(history.reached(ChangePhase.SUCCEEDED)).isEqualTo(minute(40));
        assertThat(history.actualEnd()).isEqualTo(minute(50));
    }

    @Test
    void aPlanThatIsCorrectedAfterwardsDoesNotOpenTheChangeAgain() {
        ChangeHistory history = ChangeHistory.of(List.of(
                event(ChangePhase.SUCCEEDED, 40).build(),
                event(ChangePhase.PLANNED, 60).build()));

        assertThat(history.state()).isEqualTo(ChangePhase.SUCCEEDED);
        assertThat(history.lastEventAt()).isEqualTo(minute(60));
    }

    @Test
    void aChangeThatStartsAgainIsOpenAgain() {
        ChangeHistory history = ChangeHistory.of(List.of(
                event(ChangePhase.STARTED, 30).build(),
                event(ChangePhase.FAILED, 40).build(),
                event(ChangePhase.STARTED, 60).build()));

        assertThat(history.state()).isEqualTo(ChangePhase.STARTED);
        assertThat(history.actualEnd()).isNull();
    }

    @Test
    void aLaterEventReplacesAndSilenceKeeps() {
        ChangeHistory history = ChangeHistory.of(List.of(
                event(ChangePhase.PLANNED, 10)
                        .setTeam("a")
                        .setTitle("Player 3")
                        .setEnvironment("staging")
                        .setChangeType(ChangeType.EMERGENCY)
                        .setRolloutScope(List.of("pilot"))
                        .build(),
                event(ChangePhase.STARTED, 20).setTeam("b").build()));

        assertThat(history.facts().getTeam()).isEqualTo("b");
        assertThat(history.facts().getTitle()).isEqualTo("Player 3");
        assertThat(history.facts().getEnvironment()).isEqualTo("staging");
        assertThat(history.facts().getChangeType()).isEqualTo(ChangeType.EMERGENCY);
        assertThat(history.facts().getRolloutScope()).containsExactly("pilot");
    }

    @Test
    void commitsAreAddedUp() {
        ChangeHistory history = ChangeHistory.of(List.of(event(ChangePhase.STARTED, 20)
                .setCommits(List.of(
                        new Commit("1", minute(5), 10, 1, 2),
                        new Commit("2", minute(3), null, 4, 1),
                        new Commit("3", null, 7, null, null)))
                .build()));

        assertThat(history.size()).isEqualTo(new ChangeHistory.ChangeSize(minute(3), 3, 17, 5, 3));
    }

    @Property(tries = 300)
    void theOrderOfArrivalDoesNotMatter(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int size) {
        Random random = new Random(seed);
        ChangePhase[] phases = ChangePhase.values();
        List<DeploymentEvent> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            events.add(event(phases[1 + random.nextInt(phases.length - 1)], random.nextInt(6))
                    .setEventId("e" + i)
                    .setTeam(random.nextBoolean() ? "team" + i : null)
                    .setWorkItem(random.nextBoolean() ? "item" + i : null)
                    .build());
        }
        ChangeHistory expected = ChangeHistory.of(events);
        Collections.shuffle(events, random);

        assertThat(ChangeHistory.of(events)).isEqualTo(expected);
    }

    @Test
    void itsEventsStayAsTheyWere() {
        DeploymentEvent first = event(ChangePhase.PLANNED, 10).setTeam("a").build();
        ChangeHistory.of(
                List.of(first, event(ChangePhase.STARTED, 20).setTeam("b").build()));

        assertThat(first.getTeam()).isEqualTo("a");
        assertThat(first.getPhase()).isEqualTo(ChangePhase.PLANNED);
    }
}
