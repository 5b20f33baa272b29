package io.changelens.core.effect;

import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.estimator.FalseDiscoveries;
import io.changelens.core.estimator.Impact;
import io.changelens.core.kpi.KpiKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The path of an effect: how the effect of a change on a KPI went on over disjoint parts of the time after it. Tells when the
 * effect came, how long it lasted and whether it is fading. A row of {@code change_effect_paths}.
 *
 * <p>The n parts with an estimate are judged together: p-values are adjusted (Benjamini and Hochberg 1995), S parts with at
 * most q = 0.05 are significant, and their intervals are those at the error level {@code q max(1, S) / n} (Benjamini and
 * Yekutieli 2005), so that the interval of a part contains 0 if and only if it is not significant.
 *
 * @param changeId id of the change
 * @param key the KPI
 * @param exposure facts about the change and the KPI
 * @param live when the change was live, epoch milliseconds
 * @param status {@link EffectStatus#PROVISIONAL} until all parts are complete, then {@link EffectStatus#FINAL}
 * @param steps the complete parts in order
 * @param closesAt when the path is no longer revised, epoch milliseconds
 * @param revision sum of the revisions of the parts
 */
public record EffectPath(
        String changeId,
        KpiKey key,
        Exposure exposure,
        long live,
        EffectStatus status,
        List<Step> steps,
        long closesAt,
        long revision) {

    /**
     * A part with its place among the others.
     *
     * @param measured the part
     * @param pAdjusted p-value adjusted for the number of parts; 1 without an estimate
     * @param interval the interval adjusted likewise
     * @param significant whether there is an effect in this part
     */
    public record Step(MeasuredPart measured, double pAdjusted, AdjustedInterval interval, boolean significant) {

        /** The part. */
        public PathPart part() {
            return measured.part();
        }

        private double effect() {
            return measured.estimate().effect();
        }

        private boolean hasSignOf(Step other) {
            return effect() > 0 == other.effect() > 0;
        }
    }

    /**
     * Judges the parts of a path.
     *
     * @param change the change
     * @param status status of the path
     * @param parts the complete parts, in any order
     * @param closesAt when the path is no longer revised, epoch milliseconds
     */
    public static EffectPath of(Intervention change, EffectStatus status, List<MeasuredPart> parts, long closesAt) {
        return new EffectPath(
                change.id(),
                change.key(),
                change.exposure(),
                change.live(),
                status,
                steps(parts.stream()
                        .sorted(Comparator.comparing(MeasuredPart::part))
                        .toList()),
                closesAt,
                parts.stream().mapToLong(MeasuredPart::revision).sum());
    }

    /** The same path of a change that no longer affects the KPI. */
    public EffectPath withdrawnBy(Intervention withdrawal) {
        List<Step> withdrawn = new ArrayList<>();
        for (Step step : steps) {
            withdrawn.add(new Step(
                    step.measured().withdrawnBy(withdrawal), step.pAdjusted(), step.interval(), step.significant()));
        }
        long later = withdrawn.stream().mapToLong(s -> s.measured().revision()).sum();
        return new EffectPath(changeId, key, exposure, live, EffectStatus.WITHDRAWN, withdrawn, closesAt, later);
    }

    private static List<Step> steps(List<MeasuredPart> parts) {
        double[] adjusted = FalseDiscoveries.adjust(parts.stream()
                .filter(MeasuredPart::isEstimate)
                .mapToDouble(part -> part.estimate().p())
                .toArray());
        List<Double> pAdjusted = new ArrayList<>();
        int next = 0;
        int significant = 0;
        for (MeasuredPart part : parts) {
            pAdjusted.add(part.isEstimate() ? adjusted[next++] : 1.0);
            significant += TestFamily.isSignificant(part.estimate(), pAdjusted.get(pAdjusted.size() - 1)) ? 1 : 0;
        }
        double level = Verdict.LEVEL * Math.max(1, significant) / Math.max(1, adjusted.length);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            EffectEstimate estimate = parts.get(i).estimate();
            boolean found = TestFamily.isSignificant(estimate, pAdjusted.get(i));
            AdjustedInterval interval =
                    parts.get(i).isEstimate() ? AdjustedInterval.of(estimate, level, found) : AdjustedInterval.NONE;
            steps.add(new Step(parts.get(i), pAdjusted.get(i), interval, found));
        }
        return List.copyOf(steps);
    }

    /** When the effect came: the first significant part; null if there is none. */
    public PathPart cameAt() {
        Step first = first();
        return first == null ? null : first.part();
    }

    /** Until when the effect lasted: the last part up to which all are significant in the same direction; null if none is. */
    public PathPart lastedUntil() {
        Step last = first();
        for (Step step : steps) {
            if (last != null && step.part().from().equals(last.part().until())) {
                if (!step.significant() || !step.hasSignOf(last)) {
                    return last.part();
                }
                last = step;
            }
        }
        return last == null ? null : last.part();
    }

    /**
     * Whether the effect is fading: the interval of the last part with an estimate excludes the estimate of the part in
     * which the effect came, and is on the side of 0.
     */
    public boolean fading() {
        Step first = first();
        Step last = steps.stream()
                .filter(step -> step.measured().isEstimate())
                .reduce((a, b) -> b)
                .orElse(null);
        if (first == null || last.equals(first)) {
            return false;
        }
        return first.effect() > 0
                ? last.interval().high() < first.effect()
                : last.interval().low() > first.effect();
    }

    private Step first() {
        return steps.stream().filter(Step::significant).findFirst().orElse(null);
    }

    /**
     * Returns the impact from the change until the end of each part: the sum of those of the parts up to it. The ends of the
     * interval are summed likewise: the standard deviation of a sum is at most the sum of the standard deviations, whatever
     * the dependence, and parts of one path share their base and depend on each other. The list ends before the first part
     * that is missing or has no estimate.
     */
    public List<Impact.Range> cumulative() {
        List<Impact.Range> sums = new ArrayList<>();
        Impact.Range sum = Impact.Range.ZERO;
        Duration end = Duration.ZERO;
        for (Step step : steps) {
            if (!step.measured().isEstimate() || !step.part().from().equals(end)) {
                break;
            }
            sum = sum.plus(step.measured().estimate().impact().range());
            sums.add(sum);
            end = step.part().until();
        }
        return sums;
    }
}
