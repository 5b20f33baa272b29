package io.changelens.core.attribution;

import io.changelens.schemas.ChangeType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The attribution of an incident: its candidates with weights. Weights and {@code unattributed} sum to 1. Without a
 * reported cause, the weight of a candidate is in proportion to the product of its {@link Factors}, and
 * {@code unattributed} to {@link AttributionRules#unattributed}. A reported cause has the weight 1; an external cause
 * makes {@code unattributed} 1.
 *
 * @param weighed the candidates, heaviest first
 * @param unattributed weight of none of them being the cause
 */
public record Attribution(List<WeighedCandidate> weighed, double unattributed) {

    private static final double EMERGENCY = 1.5;
    private static final double STANDARD = 0.5;
    private static final double FAILED = 3;
    private static final double ROLLED_BACK = 5;
    private static final double ROLLED_BACK_BEFORE = 0.2;
    private static final double SIZES = 3;
    /** Factor for changes of dependents: a fault rarely affects the services that its service depends on. */
    private static final double DEPENDENT = 0.3;

    private static final Comparator<WeighedCandidate> HEAVIEST_FIRST = Comparator.comparingDouble(
                    WeighedCandidate::weight)
            .reversed()
            .thenComparingLong(a -> a.candidate().sinceLive())
            .thenComparing(a -> a.candidate().changeId());

    /**
     * A candidate and its weight.
     *
     * @param candidate the candidate
     * @param distance number of dependencies from the affected service to the changed one; negative if the changed
     *     service is the dependent
     * @param weight probability that the candidate is the cause
     * @param reported whether the candidate was reported as the cause
     * @param factors factors of the weight
     */
    public record WeighedCandidate(
            Candidate candidate, int distance, double weight, boolean reported, Factors factors) {

        WeighedCandidate weighing(double other) {
            return new WeighedCandidate(candidate, distance, other, reported, factors);
        }
    }

    /**
     * The factors of a weight. Each is 1 for a normal change of unknown size that just went live on the affected
     * service, without evidence.
     *
     * @param recency {@code 2^-(time since live / half-life)}
     * @param proximity {@code perDependency^|distance|}, times 0.3 for dependents
     * @param risk 1.5 for an emergency change, 0.5 for a standard one, else 1; times {@code (1 + log10(1 + lines)) / 3}
     *     where lines are known
     * @param result 1 if live, 3 if failed, 5 if rolled back after the incident opened, 0.2 if rolled back before
     * @param evidence likelihood ratio of the KPIs of the service and of its callers, see {@link Evidence}
     */
    public record Factors(double recency, double proximity, double risk, double result, double evidence) {

        double product() {
            return recency * proximity * risk * result * evidence;
        }
    }

    /**
     * Weighs the candidates of an incident.
     *
     * @param candidates changes that were live or running before the incident
     * @param distances transitive dependencies of the affected services, with the number of dependencies between;
     *     negative for dependents, whose changes are candidates only if the KPIs show harm just where the change is
     *     live. Changes of other services are not candidates
     * @param cause id of the change that was reported as the cause; empty when none was
     * @param external whether the cause is outside the organisation, so that no change is the cause
     * @param rules parameters of the weights
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
            boolean dependency = distance != null && distance >= 0;
            boolean harmfulDependent =
                    distance != null && distance < 0 && candidate.evidence().isHarmWhereLive();
            if (dependency || harmfulDependent || reported) {
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
                    cause,
                    "",
                    0,
                    false,
                    ChangeType.UNKNOWN,
                    0,
                    Candidate.Result.LIVE,
                    Evidence.NONE,
                    List.of(),
                    List.of());
            all.add(new WeighedCandidate(unknown, 0, 1, true, new Factors(1, 1, 1, 1, 1)));
        }
        return new Attribution(all.stream().sorted(HEAVIEST_FIRST).toList(), 0);
    }

    /**
     * Returns the evidence of the KPIs of the changed service, divided by that of changed dependencies, as a fault shows in
     * all dependents of the faulty service; evidence from a contrast between cohorts is not divided, as it needs no other
     * explanation. It is multiplied by the evidence of callers, divided by the strongest evidence of another candidate.
     */
    private static double explained(Candidate candidate, List<Candidate> all) {
        double own = candidate.evidence().factor();
        double callers = candidate.evidence().callers();
        // Evidence against a candidate is not divided, so most need no search of all others.
        double ofItself = candidate.evidence().contrasted() || own <= 1
                ? own
                : lessExplained(
                        own,
                        strongest(
                                all.stream()
                                        .filter(other ->
                                                candidate.dependencies().contains(other.service())),
                                candidate));
        return ofItself * (callers <= 1 ? callers : lessExplained(callers, strongest(all.stream(), candidate)));
    }

    private static double strongest(Stream<Candidate> others, Candidate than) {
        return others.filter(other -> !other.service().equals(than.service()))
                .mapToDouble(other -> other.evidence().factor())
                .max()
                .orElse(1);
    }

    private static double lessExplained(double factor, double otherwise) {
        return Math.max(Math.min(factor, 1), factor / Math.max(1, otherwise));
    }

    private static Factors factors(Candidate candidate, int distance, double evidence, AttributionRules rules) {
        double halves = (double) candidate.sinceLive() / rules.halfLife().toMillis();
        return new Factors(
                Math.pow(2, -Math.max(0, halves)),
                Math.pow(rules.perDependency(), Math.abs(distance)) * (distance < 0 ? DEPENDENT : 1),
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

    /** A change of a hundred lines counts 1; ten times as many lines add a third. */
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
