package io.changelens.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.delivery.FlowStage.Stage;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.Commit;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.ServiceRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FlowStageTest {

    private static Instant minute(long minute) {
        return Instant.ofEpochSecond(60 * minute);
    }

    private static DeploymentEvent.Builder event(ChangePhase phase, long minute) {
        return DeploymentEvent.newBuilder()
                .setEventId(phase + "@" + minute)
                .setChangeId("CH-1")
                .setPhase(phase)
                .setOccurredAt(minute(minute))
                .setService("player");
    }

    private static DeploymentEvent.Builder event(ChangePhase phase, long minute, String team) {
        return event(phase, minute).setTeam(team);
    }

    private static List<FlowStage> of(DeploymentEvent.Builder... events) {
        return ChangeHistory.of(
                        Stream.of(events).map(DeploymentEvent.Builder::build).toList())
                .flow();
    }

    private static FlowStage stage(Stage stage, long startedAt, long endedAt) {
        return new FlowStage(stage, "", false, minute(startedAt), minute(endedAt));
    }

    @Test
    void eachStageEndsWhenTheNextOneBegins() {
        assertThat(of(
                        event(ChangePhase.PLANNED, 20)
                                .setServiceRequest(new ServiceRequest("R-1", minute(3)))
                                .setCommits(List.of(
                                        new Commit("b", minute(12), 1, 1, 1), new Commit("a", minute(10), 1, 1, 1))),
                        event(ChangePhase.APPROVED, 30),
                        event(ChangePhase.STARTED, 50),
                        event(ChangePhase.SUCCEEDED, 55)))
                .containsExactly(
                        stage(Stage.REQUESTED, 3, 10),
                        stage(Stage.COMMITTED, 10, 20),
                        stage(Stage.PLANNED, 20, 30),
                        stage(Stage.APPROVED, 30, 50),
                        stage(Stage.STARTED, 50, 55));
    }

    @Test
    void stagesAreInTheOrderOfTimeAndThoseOfOneTimeInThatOfALife() {
        assertThat(of(
                        event(ChangePhase.PLANNED, 5).setCommits(List.of(new Commit("a", minute(10), 1, 1, 1))),
                        event(ChangePhase.APPROVED, 5),
                        event(ChangePhase.SUCCEEDED, 30)))
                .containsExactly(
                        stage(Stage.PLANNED, 5, 5), stage(Stage.APPROVED, 5, 10), stage(Stage.COMMITTED, 10, 30));
    }

    @Test
    void aStageThatIsNotOverHasNoEnd() {
        assertThat(of(event(ChangePhase.PLANNED, 5), event(ChangePhase.APPROVED, 8)))
                .containsExactly(stage(Stage.PLANNED, 5, 8), new FlowStage(Stage.APPROVED, "", false, minute(8), null));
    }

    @Test
    void theStartThatWasReportedComesFirst() {
        assertThat(of(event(ChangePhase.STARTED, 50).setActualStart(minute(45)), event(ChangePhase.SUCCEEDED, 55)))
                .containsExactly(stage(Stage.STARTED, 45, 55));
    }

    @Test
    void whatBeganAfterTheEndTookNoTime() {
        assertThat(of(event(ChangePhase.STARTED, 50), event(ChangePhase.SUCCEEDED, 55), event(ChangePhase.PLANNED, 90)))
                .containsExactly(stage(Stage.STARTED, 50, 55), stage(Stage.PLANNED, 55, 55));
    }

    @Test
    void aChangeThatSucceededEndsThereWhateverCameBeforeOrAfter() {
        assertThat(of(
                        event(ChangePhase.STARTED, 30),
                        event(ChangePhase.FAILED, 40),
                        event(ChangePhase.SUCCEEDED, 60),
                        event(ChangePhase.ROLLED_BACK, 90)))
                .containsExactly(stage(Stage.STARTED, 30, 60));
    }

    @Test
    void aChangeThatNeverSucceededEndsWithTheFirstThatClosedIt() {
        assertThat(of(
                        event(ChangePhase.STARTED, 30),
                        event(ChangePhase.ROLLED_BACK, 50),
                        event(ChangePhase.FAILED, 40)))
                .containsExactly(stage(Stage.STARTED, 30, 40));
        assertThat(of(event(ChangePhase.PLANNED, 30), event(ChangePhase.CANCELLED, 35)))
                .containsExactly(stage(Stage.PLANNED, 30, 35));
    }

    @Test
    void aStageIsOfTheTeamThatWasLastNamedByThen() {
        List<FlowStage> flow = of(
                event(ChangePhase.PLANNED, 10, "web"),
                event(ChangePhase.APPROVED, 20),
                event(ChangePhase.STARTED, 30, "ops").setCommits(List.of(new Commit("a", minute(5), 1, 1, 1))),
                event(ChangePhase.SUCCEEDED, 40, "late"));

        assertThat(flow)
                .extracting(FlowStage::stage)
                .containsExactly(Stage.COMMITTED, Stage.PLANNED, Stage.APPROVED, Stage.STARTED);
        assertThat(flow).extracting(FlowStage::team).containsExactly("", "web", "web", "ops");
        assertThat(flow).extracting(FlowStage::handOver).containsExactly(false, false, false, true);
    }

    @Test
    void peopleWorkOnWhatIsCommittedOrStartedAndTheRestWaits() {
        assertThat(Arrays.stream(Stage.values()).filter(Stage::active)).containsExactly(Stage.COMMITTED, Stage.STARTED);
    }

    @Property(tries = 500)
    void stagesOfAChangeThatHasEndedAddUpToTheTimeFromItsFirstToItsEnd(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int size) {
        Random random = new Random(seed);
        ChangePhase[] phases = ChangePhase.values();
        List<DeploymentEvent.Builder> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            events.add(event(phases[1 + random.nextInt(phases.length - 1)], random.nextInt(100))
                    .setEventId("e" + i)
                    .setTeam("t" + random.nextInt(2))
                    .setCommits(List.of(new Commit("a", minute(random.nextInt(100)), 1, 1, 1))));
        }
        events.add(event(ChangePhase.SUCCEEDED, 100).setEventId("z"));
        ChangeHistory history = ChangeHistory.of(
                events.stream().map(DeploymentEvent.Builder::build).toList());
        List<FlowStage> flow = history.flow();
        Duration sum = Duration.ZERO;
        for (int i = 0; i < flow.size(); i++) {
            Duration spent =
                    Duration.between(flow.get(i).startedAt(), flow.get(i).endedAt());
            assertThat(spent).isGreaterThanOrEqualTo(Duration.ZERO);
            sum = sum.plus(spent);
        }

        assertThat(sum)
                .isEqualTo(Duration.between(
                        flow.get(0).startedAt(), history.deployment().deployedAt()));
    }
}
