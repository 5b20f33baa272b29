package io.changelens.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.changelens.core.catalog.Contribution;
import io.changelens.core.rules.EventRules;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.LearningActivityEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulationTest {

    private static final double SCALE = 0.2;

    @Test
    void theSameSeedGivesTheSameEvents() {
        Simulation one = new Simulation(3, SCALE);
        Simulation other = new Simulation(3, SCALE);

        assertThat(other.activity(40)).hasToString(one.activity(40).toString());
        assertThat(deployments(other)).hasToString(deployments(one).toString());
        assertThat(other.incidents()).hasToString(one.incidents().toString());
        assertThat(new Simulation(4, SCALE).activity(40).toString())
                .isNotEqualTo(one.activity(40).toString());
    }

    @Test
    void aDayDoesNotDependOnWhetherOthersWereDrawnBefore() {
        Simulation simulation = new Simulation(3, SCALE);
        List<LearningActivityEvent> before = simulation.activity(70);
        simulation.activity(10);

        assertThat(simulation.activity(70)).hasToString(before.toString());
    }

    @Test
    void theStorysTwoFiguresArePlantedExactly() {
        for (long seed = 1; seed <= 3; seed++) {
            Simulation simulation = new Simulation(seed, 1);

            assertThat(simulation.termOnTerm("participation")).isEqualTo(1.25, within(1e-9));
            assertThat(simulation.termOnTerm("technical-complaints")).isEqualTo(0.30, within(1e-9));
        }
    }

    @Test
    void everyEventKeepsTheRulesAndIdsAreDistinct() {
        Simulation simulation = new Simulation(5, SCALE);
        long now = System.currentTimeMillis();
        List<LearningActivityEvent> activity = simulation.activity(30);

        assertThat(activity).isSortedAccordingTo((a, b) -> a.getOccurredAt().compareTo(b.getOccurredAt()));
        assertThat(activity).extracting(LearningActivityEvent::getEventId).doesNotHaveDuplicates();
        assertThat(activity).allMatch(event -> EventRules.check(event, now).isEmpty());
        assertThat(deployments(simulation))
                .allMatch(event -> EventRules.check(event, now).isEmpty());
        assertThat(deployments(simulation))
                .extracting(DeploymentEvent::getEventId)
                .doesNotHaveDuplicates();
        assertThat(simulation.incidents())
                .flatExtracting(SimulatedIncident::events)
                .allMatch(event -> EventRules.check(event, now).isEmpty());
    }

    @Test
    void whatIsExpectedIsWhatIsDrawn() {
        Simulation simulation = new Simulation(6, 1);
        Instant from = Terms.at(Terms.SPRING.plusDays(3), 0);
        // Of some 3,000 courses a ratio is known to 3 %, of 18,000 classes to half a percent.
        Map<String, Double> tolerances =
                Map.of("participation", 0.02, "session-success", 0.01, "engagement", 0.05, "course-completion", 0.1);
        tolerances.forEach((kpi, tolerance) -> {
            double[] drawn = new double[2];
            int day = Activity.hour(from) / Rhythm.HOURS;
            for (int i = 0; i < 4; i++) {
                simulation.activity(day + i).forEach(event -> add(drawn, simulation, event, kpi));
            }
            double expected = simulation
                    .expectation()
                    .ratio("course-delivery", kpi, List.of(), from, from.plus(Duration.ofDays(4)), "");

            assertThat(drawn[0] / drawn[1]).as(kpi).isEqualTo(expected, within(tolerance * expected));
        });
    }

    @Test
    void theFirstUpgradeIsPlannedAheadIntoTheReleaseAndTheSecondIsMovedOutOfIt() {
        Simulation simulation = new Simulation(1, SCALE);
        Terms.Protected spring = window("spring-release");
        Terms.Protected summer = window("summer-release");
        SimulatedChange first = simulation.firstUpgrade();
        List<DeploymentEvent> plans = simulation.secondUpgrade().events().stream()
                .filter(event -> event.getPhase() == ChangePhase.PLANNED)
                .toList();

        assertThat(first.events().get(0).getOccurredAt())
                .isBefore(spring.startsAt().minus(Duration.ofDays(7)));
        assertThat(first.live()).isBetween(spring.startsAt(), spring.endsAt());
        assertThat(plans).hasSize(2);
        assertThat(plans.get(0).getPlannedStart()).isBetween(summer.startsAt(), summer.endsAt());
        assertThat(simulation.secondUpgrade().live()).isBefore(summer.startsAt());
    }

    private static Terms.Protected window(String id) {
        return Terms.windows().stream()
                .filter(w -> w.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<DeploymentEvent> deployments(Simulation simulation) {
        return simulation.changes().stream()
                .flatMap(change -> change.events().stream())
                .toList();
    }

    private static void add(double[] sums, Simulation simulation, LearningActivityEvent event, String kpi) {
        for (Contribution c : simulation.catalog().contributions(event.getService(), event.getVerb())) {
            if (c.valueStream().equals("course-delivery") && c.kpi().equals(kpi)) {
                sums[0] += MinuteSums.amount(c.numerator(), event);
                sums[1] += MinuteSums.amount(c.denominator(), event);
            }
        }
    }
}
