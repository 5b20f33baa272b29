package io.changelens.core.attribution;

import io.changelens.schemas.ChangeType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The changes that may have caused an incident, heaviest first. Weights and {@code unattributed} sum to 1.
 *
 * @param weighed the changes
 * @param unattributed weight of none of them being the cause
 */
public record Attribution(List<WeighedCandidate> weighed, double unattributed) {

    private static final double EMERGENCY = 1.5;
    private static final double STANDARD = 0.5;
    private static final double FAILED = 3;
    private static final double ROLLED_BACK = 5;
    private static final double ROLLED_BACK_BEFORE = 0.2;
    private static final double SIZES = 3;
    /** A fault seldom works its way down. */
    private static final double ABOVE = 0.3;

    private static final Comparator<WeighedCandidate> HEAVIEST_FIRST = Comparator.comparingDouble(WeighedCandidate::weight)
            .reversed()
            .thenComparingLong(a -> a.candidate().sinceLive())
            .thenComparing(a -> a.candidate().changeId());

    /**
     * A change and how much speaks against it.
     *
     * @param candidate the change
     * @param distance dependencies from the suffering service to the changed one; negative the other way round
     * @param weight probability that it is the cause
     * @param reported whether it was reported as the cause
     * @param factors what the weight is in proportion to
     */
    public record WeighedCandidate(Candidate candidate, int distance, double weight, boolean reported, Factors factors) {

        WeighedCandidate weighing(double other) {
            return new WeighedCandidate(candidate, distance, other, reported, factors);
        }
    }

    /**
     * The factors of a weight; each is 1 for a normal change of unknown size that just went live on the suffering service.
     *
     * @param recency halves with each half-life
     * @param proximity falls with each dependency
     * @param risk by type and size
     * @param result by how it ended
     * @param evidence of the KPIs
     */
    public record Factors(double recency, double proximity, double risk, double result, double evidence) {

        double product() {
            return recency * proximity * risk * result * evidence;
        }
    }

    /**
     * Weighs suspects.
     *
     * @param candidates changes that were live or running before the incident
     * @param distances services that the suffering ones depend on, with the number of dependencies between; negative for
     *     services that depend on them, whose changes are suspects only if the KPIs show harm just where they are live;
     *     changes of others are no suspects
     * @param cause id of the change that was reported as the cause; empty when none was
     * @param external whether the cause lies outside, so that no change is to blame
     */
    public static Attribution weigh(
            List<Candidate> candidates,
            Map<String, Integer> distances,
            String cause,
            boolean external,
            AttributionRules rules) {
        List<WeighedCandidate> weighed = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Integer distance = distances.get(candidate.service());
            boolean reported = !external && candidate.changeId().equals(cause);
            boolean dependencies = distance != null && distance >= 0;
            boolean above =
                    distance != null && distance < 0 && candidate.evidence().isHarmWhereLive();
            if (dependencies || above || reported) {
                int far = distance == null ? 0 : distance;
                Factors factors = factors(candidate, far, explained(candidate, candidates), rules);
                weighed.add(new WeighedCandidate(candidate, far, factors.product(), reported, factors));
            }
        }
        if (external) {
            return of(weighed, 0, 1);
        }
        if (!cause.isEmpty()) {
            return reported(weighed, cause);
        }
        double sum = rules.unattributed()
                + weighed.stream().mapToDouble(WeighedCandidate::weight).sum();
        return of(weighed, 1 / sum, rules.unattributed() / sum);
    }

    private static Attribution of(List<WeighedCandidate> weighed, double scale, double unattributed) {
        return new Attribution(
                weighed.stream()
                        .map(a -> a.weighing(a.weight() * scale))
                        .sorted(HEAVIEST_FIRST)
                        .toList(),
                unattributed);
    }

    private static Attribution reported(List<WeighedCandidate> weighed, String cause) {
        List<WeighedCandidate> all = new ArrayList<>();
        weighed.forEach(a -> all.add(a.weighing(a.reported() ? 1 : 0)));
        if (weighed.stream().noneMatch(WeighedCandidate::reported)) {
            Candidate unknown = new Candidate(
                    cause, "", 0, false, ChangeType.UNKNOWN, 0, Candidate.Result.LIVE, Evidence.NONE, List.of());
            all.add(new WeighedCandidate(unknown, 0, 1, true, new Factors(1, 1, 1, 1, 1)));
        }
        return new Attribution(all.stream().sorted(HEAVIEST_FIRST).toList(), 0);
    }

    /**
     * Evidence less what a changed service beneath explains: a fault shows in all services that depend on the faulty
     * one. What shows only where the change is live needs no other explanation.
     */
    private static double explained(Candidate candidate, List<Candidate> all) {
        double own = candidate.evidence().factor();
        if (candidate.evidence().contrasted()) {
            return own;
        }
        double dependencies = all.stream()
                .filter(other -> !other.service().equals(candidate.service())
                        && candidate.dependencies().contains(other.service()))
                .mapToDouble(other -> other.evidence().factor())
                .max()
                .orElse(1);
        return Math.max(Math.min(own, 1), own / Math.max(1, dependencies));
    }

    private static Factors factors(Candidate candidate, int distance, double evidence, AttributionRules rules) {
        double halves = (double) candidate.sinceLive() / rules.halfLife().toMillis();
        return new Factors(
                Math.pow(2, -Math.max(0, halves)),
                Math.pow(rules.perDependency(), Math.abs(distance)) * (distance < 0 ? ABOVE : 1),
                ofType(candidate.type()) * ofSize(candidate.lines()),
                ofResult(candidate.result()),
                evidence);
    }

    private static double ofType(ChangeType type) {
        return switch (type) {
            case EMERGENCY -> EMERGENCY;
            case STANDARD -> STANDARD;
            case NORMAL, UNKNOWN -> 1;
        };
    }

    /** A change of a hundred lines counts 1; each ten times more, a third more. */
    private static double ofSize(long lines) {
        return lines == 0 ? 1 : (1 + Math.log10(1.0 + lines)) / SIZES;
    }

    private static double ofResult(Candidate.Result result) {
        return switch (result) {
            case LIVE -> 1;
            case FAILED -> FAILED;
            case ROLLED_BACK -> ROLLED_BACK;
            case ROLLED_BACK_BEFORE -> ROLLED_BACK_BEFORE;
        };
    }
}
