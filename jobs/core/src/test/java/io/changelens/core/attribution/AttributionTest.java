package io.changelens.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.changelens.core.attribution.Attribution.WeighedCandidate;
import io.changelens.core.attribution.IncidentWorld.Cause;
import io.changelens.core.attribution.IncidentWorld.Deployment;
import io.changelens.core.attribution.IncidentWorld.Rollout;
import io.changelens.schemas.ChangeType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** One file: the score of generated worlds is used by its cases alone. */
class AttributionTest {

    private static final int WORLDS = 300;
    private static final double MINUTE = 60_000;

    private static Candidate candidate(
            String id, String service, double minutes, Evidence evidence, String... dependencies) {
        return new Candidate(
                id,
                service,
                (long) (minutes * MINUTE),
                false,
                ChangeType.NORMAL,
                0,
                Candidate.Result.LIVE,
                evidence,
                List.of(dependencies),
                List.of());
    }

    private static Attribution weigh(List<Candidate> candidates, String cause, boolean external) {
        return Attribution.weigh(candidates, Map.of("shop", 0, "db", 1), cause, external, AttributionRules.DEFAULT);
    }

    @Property(tries = 300)
    void weightsAndUnattributedSumToOne(@ForAll long seed, @ForAll @IntRange(max = 30) int count) {
        Random random = new Random(seed);
        List<Candidate> candidates = new ArrayList<>();
        Map<String, Integer> distances = new HashMap<>();
        for (int i = 0; i < count; i++) {
            distances.put("s" + random.nextInt(5), random.nextInt(4));
            candidates.add(new Candidate(
                    "CH-" + i,
                    "s" + random.nextInt(8),
                    random.nextInt(100_000_000),
                    random.nextBoolean(),
                    random.nextBoolean() ? ChangeType.NORMAL : ChangeType.EMERGENCY,
                    random.nextInt(100_000),
                    random.nextBoolean() ? Candidate.Result.LIVE : Candidate.Result.ROLLED_BACK,
                    new Evidence(Math.exp(20 * random.nextGaussian()), random.nextBoolean(), null),
                    List.of("s" + random.nextInt(8)),
                    List.of()));
        }
        String cause = random.nextInt(3) == 0 ? "CH-" + random.nextInt(40) : "";
        boolean external = cause.isEmpty() && random.nextInt(3) == 0;
        Attribution attribution = Attribution.weigh(candidates, distances, cause, external, AttributionRules.DEFAULT);

        double sum = attribution.unattributed();
        double last = 1;
        for (WeighedCandidate weighed : attribution.weighed()) {
            assertThat(weighed.weight()).isBetween(0.0, last + 1e-12);
            last = weighed.weight();
            sum += weighed.weight();
        }
        assertThat(sum).isCloseTo(1, within(1e-9));
    }

    @Test
    void aReportedCauseHasAllTheWeight() {
        Attribution attribution = weigh(
                List.of(candidate("CH-1", "shop", 5, Evidence.NONE), candidate("CH-2", "db", 9, Evidence.NONE)),
                "CH-2",
                false);
        assertThat(attribution.weighed().get(0).candidate().changeId()).isEqualTo("CH-2");
        assertThat(attribution.weighed().get(0).weight()).isEqualTo(1);
        assertThat(attribution.unattributed()).isZero();
    }

    @Test
    void aReportedCauseThatNobodyKnowsIsNamedAllTheSame() {
        Attribution attribution = weigh(List.of(candidate("CH-1", "shop", 5, Evidence.NONE)), "CH-9", false);
        assertThat(attribution.weighed().get(0).candidate().changeId()).isEqualTo("CH-9");
        assertThat(attribution.weighed().get(0).weight()).isEqualTo(1);
    }

    @Test
    void anExternalIncidentIsAttributedToNothing() {
        Attribution attribution = weigh(List.of(candidate("CH-1", "shop", 5, Evidence.NONE)), "", true);
        assertThat(attribution.unattributed()).isEqualTo(1);
        assertThat(attribution.weighed().get(0).weight()).isZero();
    }

    @Test
    void aChangeOfAServiceThatTheSufferingOneDoesNotNeedIsNoSuspect() {
        assertThat(weigh(List.of(candidate("CH-1", "elsewhere", 5, Evidence.NONE)), "", false)
                        .weighed())
                .isEmpty();
    }

    @Test
    void aCallerIsASuspectOnlyIfItShowsHarmJustWhereItIsLive() {
        List<Candidate> candidates = List.of(
                candidate("CH-1", "web", 5, new Evidence(50, false, null)),
                candidate("CH-2", "web", 5, new Evidence(50, true, null)),
                candidate("CH-3", "web", 5, new Evidence(0.2, true, null)));
        Attribution attribution = Attribution.weigh(
                candidates, Map.of("shop", 0, "db", 1, "web", -1), "", false, AttributionRules.DEFAULT);

        assertThat(attribution.weighed())
                .extracting(a -> a.candidate().changeId())
                .containsExactly("CH-2");
        assertThat(attribution.weighed().get(0).factors().proximity()).isCloseTo(0.21, within(1e-12));
    }

    @Test
    void whatAFaultBeneathExplainsIsNotHeldAgainstTheServiceAbove() {
        Evidence harm = new Evidence(1000, false, null);
        Attribution attribution =
                weigh(List.of(candidate("CH-1", "shop", 5, harm, "db"), candidate("CH-2", "db", 30, harm)), "", false);
        assertThat(attribution.weighed().get(0).candidate().changeId()).isEqualTo("CH-2");
    }

    @Test
    void whatShowsOnlyWhereTheChangeIsLiveIsHeldAgainstIt() {
        Evidence harm = new Evidence(1000, true, null);
        Attribution attribution = weigh(
                List.of(
                        candidate("CH-1", "shop", 5, harm, "db"),
                        candidate("CH-2", "db", 30, new Evidence(5, false, null))),
                "",
                false);
        assertThat(attribution.weighed().get(0).candidate().changeId()).isEqualTo("CH-1");
    }

    /** Prints the figures of docs/attribution.md. */
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
