package io.changelens.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.attribution.IncidentWorld.Cause;
import io.changelens.core.attribution.IncidentWorld.Deployment;
import io.changelens.core.attribution.IncidentWorld.Rollout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Attribution among the changes of a day, or of canaries without lasting differences; prints the figures of docs/attribution.md. */
class IncidentWorldTest {

    private static final int WORLDS = 300;

    @SuppressWarnings("SystemOut")
    private static Score scored(Rollout rollout) {
        Score score = Score.of(rollout);
        System.out.println(rollout + " " + score);
        return score;
    }

    @Test
    void theTrueCauseRanksFirstAndTheWeightsAreCalibrated() {
        Score score = scored(Rollout.EVERYBODY);
        assertThat(score.first()).isGreaterThanOrEqualTo(0.85);
        assertThat(score.brier()).isLessThan(Math.min(score.brierOfLast(), score.brierOfLastOnService()));
        assertThat(score.weightOfNone()).isGreaterThan(0.5);
    }

    @Test
    void amongCanariesWithinMinutesTheTrueCauseRanksFirst() {
        Score score = scored(Rollout.CANARY);
        assertThat(score.first()).isGreaterThanOrEqualTo(0.85);
        assertThat(score.last()).isLessThan(0.6);
        assertThat(score.brier()).isLessThan(Math.min(score.brierOfLast(), score.brierOfLastOnService()));
    }

    @Test
    void aMinutesRatesAreEnoughToTellTheTrueCauseAmongCanaries() {
        Score score = scored(Rollout.CANARY_RATES);
        assertThat(score.first()).isGreaterThanOrEqualTo(0.85);
        assertThat(score.brier()).isLessThan(Math.min(score.brierOfLast(), score.brierOfLastOnService()));
    }

    /**
     * How well causes are found in many worlds.
     *
     * @param first share of caused incidents whose cause ranks first
     * @param last the same for the last deployment before
     * @param brier mean squared error of the weights, unattributed among them
     * @param brierOfLast the same if the last deployment before gets all the weight
     * @param brierOfLastOnService the same if the last deployment of the suffering service does
     * @param weightOfNone mean weight of no change, of incidents that no change caused
     */
    private record Score(
            double first,
            double last,
            double brier,
            double brierOfLast,
            double brierOfLastOnService,
            double weightOfNone) {

        static Score of(Rollout rollout) {
            double[] sums = new double[6];
            int caused = 0;
            for (int seed = 0; seed < WORLDS; seed++) {
                IncidentWorld world = new IncidentWorld(seed, rollout);
                Attribution attribution = world.attribute(AttributionRules.DEFAULT);
                if (world.cause() == Cause.CHANGE) {
                    caused++;
                    sums[0] += attribution
                                    .weighed()
                                    .get(0)
                                    .candidate()
                                    .changeId()
                                    .equals(world.culprit().id())
                            ? 1
                            : 0;
                    sums[1] += world.culprit().equals(world.lastBefore(false)) ? 1 : 0;
                } else {
                    sums[5] += attribution.unattributed();
                }
                Map<String, Double> weights = new HashMap<>();
                attribution.weighed().forEach(a -> weights.put(a.candidate().changeId(), a.weight()));
                sums[2] += brier(world, weights);
                sums[3] += brier(world, all(world.lastBefore(false)));
                sums[4] += brier(world, all(world.lastBefore(true)));
            }
            return new Score(
                    sums[0] / caused,
                    sums[1] / caused,
                    sums[2] / WORLDS,
                    sums[3] / WORLDS,
                    sums[4] / WORLDS,
                    sums[5] / (WORLDS - caused));
        }

        private static Map<String, Double> all(Deployment blamed) {
            return blamed == null ? Map.of() : Map.of(blamed.id(), 1.0);
        }

        private static double brier(IncidentWorld world, Map<String, Double> weights) {
            double sum = 0;
            double total = 0;
            List<String> ids = new ArrayList<>(weights.keySet());
            world.candidates().stream()
                    .map(Deployment::id)
                    .filter(id -> !ids.contains(id))
                    .forEach(ids::add);
            for (String id : ids) {
                double weight = weights.getOrDefault(id, 0.0);
                double truth = world.culprit() != null && world.culprit().id().equals(id) ? 1 : 0;
                sum += (weight - truth) * (weight - truth);
                total += weight;
            }
            double none = world.culprit() == null ? 1 : 0;
            return sum + (1 - total - none) * (1 - total - none);
        }
    }
}
