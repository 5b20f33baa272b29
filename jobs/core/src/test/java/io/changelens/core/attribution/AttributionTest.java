package io.changelens.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.changelens.core.attribution.Attribution.WeighedCandidate;
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

class AttributionTest {

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
}
