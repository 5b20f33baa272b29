package io.changelens.core.attribution;

import io.changelens.schemas.ChangeType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The changes that may have caused an incident, heaviest first. Weights and {@code unattributed} sum to 1.
 *
 * @param accused the changes
 * @param unattributed weight of none of them being the cause
 */
public record Attribution(List<Accused> accused, double unattributed) {

    private static final double EMERGENCY = 1.5;
    private static final double STANDARD = 0.5;
    private static final double FAILED = 3;
    private static final double TAKEN_BACK = 5;
    private static final double GONE = 0.2;
    private static final double SIZES = 3;
    /** A fault seldom works its way down. */
    private static final double ABOVE = 0.3;

    private static final Comparator<Accused> HEAVIEST_FIRST = Comparator.comparingDouble(Accused::weight)
            .reversed()
            .thenComparingLong(a -> a.suspect().sinceLive())
            .thenComparing(a -> a.suspect().changeId());

    /**
     * A change and how much speaks against it.
     *
     * @param suspect the change
     * @param distance dependencies from the suffering service to the changed one; negative the other way round
     * @param weight probability that it is the cause
     * @param reported whether it was reported as the cause
     * @param factors what the weight is in proportion to
     */
    public record Accused(Candidate suspect, int distance, double weight, boolean reported, Factors factors) {

        Accused weighing(double other) {
            return new Accused(suspect, distance, other, reported, factors);
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
     * @param suspects changes that were live or running before the incident
     * @param distances services that the suffering ones depend on, with the number of dependencies between; negative for
     *     services that depend on them, whose changes are suspects only if the KPIs show harm just where they are live;
     *     changes of others are no suspects
     * @param cause id of the change that was reported as the cause; empty when none was
     * @param external whether the cause lies outside, so that no change is to blame
     */
    public static Attribution weigh(
            List<Candidate> suspects,
            Map<String, Integer> distances,
            String cause,
            boolean external,
            AttributionRules rules) {
        List<Accused> accused = new ArrayList<>();
        for (Candidate suspect : suspects) {
            Integer distance = distances.get(suspect.service());
            boolean reported = !external && suspect.changeId().equals(cause);
            boolean beneath = distance != null && distance >= 0;
            boolean above =
                    distance != null && distance < 0 && suspect.evidence().isHarmWhereLive();
            if (beneath || above || reported) {
                int far = distance == null ? 0 : distance;
                Factors factors = factors(suspect, far, explained(suspect, suspects), rules);
                accused.add(new Accused(suspect, far, factors.product(), reported, factors));
            }
        }
        if (external) {
            return of(accused, 0, 1);
        }
        if (!cause.isEmpty()) {
            return reported(accused, cause);
        }
        double sum = rules.unattributed()
                + accused.stream().mapToDouble(Accused::weight).sum();
        return of(accused, 1 / sum, rules.unattributed() / sum);
    }

    private static Attribution of(List<Accused> accused, double scale, double unattributed) {
        return new Attribution(
                accused.stream()
                        .map(a -> a.weighing(a.weight() * scale))
                        .sorted(HEAVIEST_FIRST)
                        .toList(),
                unattributed);
    }

    private static Attribution reported(List<Accused> accused, String cause) {
        List<Accused> all = new ArrayList<>();
        accused.forEach(a -> all.add(a.weighing(a.reported() ? 1 : 0)));
        if (accused.stream().noneMatch(Accused::reported)) {
            Candidate unknown = new Candidate(
                    cause, "", 0, false, ChangeType.UNKNOWN, 0, Candidate.Result.LIVE, Evidence.NONE, List.of());
            all.add(new Accused(unknown, 0, 1, true, new Factors(1, 1, 1, 1, 1)));
        }
        return new Attribution(all.stream().sorted(HEAVIEST_FIRST).toList(), 0);
    }

    /**
     * Evidence less what a changed service beneath explains: a fault shows in all services that depend on the faulty
     * one. What shows only where the change is live needs no other explanation.
     */
    private static double explained(Candidate suspect, List<Candidate> all) {
        double own = suspect.evidence().factor();
        if (suspect.evidence().contrasted()) {
            return own;
        }
        double beneath = all.stream()
                .filter(other -> !other.service().equals(suspect.service())
                        && suspect.beneath().contains(other.service()))
                .mapToDouble(other -> other.evidence().factor())
                .max()
                .orElse(1);
        return Math.max(Math.min(own, 1), own / Math.max(1, beneath));
    }

    private static Factors factors(Candidate suspect, int distance, double evidence, AttributionRules rules) {
        double halves = (double) suspect.sinceLive() / rules.halfLife().toMillis();
        return new Factors(
                Math.pow(2, -Math.max(0, halves)),
                Math.pow(rules.perDependency(), Math.abs(distance)) * (distance < 0 ? ABOVE : 1),
                ofType(suspect.type()) * ofSize(suspect.lines()),
                ofResult(suspect.result()),
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
            case TAKEN_BACK -> TAKEN_BACK;
            case GONE -> GONE;
        };
    }
}
