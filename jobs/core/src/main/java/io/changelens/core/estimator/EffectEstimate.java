package io.changelens.core.estimator;

import io.changelens.core.reason.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * An estimated effect. Without an estimate, {@code insufficient} says why, all figures are 0 and p is 1.
 *
 * <p>Each component of {@link Levels}, {@link Difference}, {@link Sums} and {@link Impact.Range} is a column of {@code change_effects}: a figure
 * that is added here needs a migration and nothing else to be stored.
 *
 * @param insufficient reason for there being no estimate, an {@link Insufficient}; null where there is one
 * @param method steps of the method, in order; empty without an estimate
 * @param placebos number of placebo times that the effect was compared with
 * @param levels the KPI, expected and observed
 * @param difference the relative difference between the two
 * @param sums sums of the KPI in the observation window
 * @param impact what makes the effect in the KPI's own units; zeros without an estimate
 * @param margins width of the interval at other error levels; not stored
 */
public record EffectEstimate(
        Reason insufficient,
        List<EstimationStep> method,
        int placebos,
        Levels levels,
        Difference difference,
        Sums sums,
        Impact impact,
        Margins margins) {

    /** An estimate whose interval is only known at 0.05, and whose impact is not known. */
    public EffectEstimate(
            Reason insufficient,
            List<EstimationStep> method,
            int placebos,
            Levels levels,
            Difference difference,
            Sums sums) {
        this(insufficient, method, placebos, levels, difference, sums, Impact.NONE, Margins.NONE);
    }

    /**
     * The KPI over the observation window.
     *
     * @param expected the KPI without the change, as predicted
     * @param observed the KPI after the change
     */
    public record Levels(double expected, double observed) {}

    /**
     * The relative difference {@code observed / expected - 1}.
     *
     * @param effect point estimate: 0.1 is 10 % more than expected
     * @param low lower end of the 95 % interval
     * @param high upper end of the 95 % interval
     * @param p p-value of no effect; of an interim analysis adjusted for all interim analyses
     */
    public record Difference(double effect, double low, double high, double p) {}

    /**
     * Sums over the observation window.
     *
     * @param numerator sum of the numerator
     * @param denominator sum of the denominator
     */
    public record Sums(double numerator, double denominator) {}

    /** No estimate, for a reason. */
    public static EffectEstimate insufficient(Reason why) {
        return new EffectEstimate(why, List.of(), 0, new Levels(0, 0), new Difference(0, 0, 0, 1), new Sums(0, 0));
    }

    /** The same with one more step of the method. */
    public EffectEstimate withStep(EstimationStep step) {
        List<EstimationStep> steps = new ArrayList<>(method);
        steps.add(step);
        return new EffectEstimate(
                insufficient, List.copyOf(steps), placebos, levels, difference, sums, impact, margins);
    }

    /** The same with sums and impact in another unit: {@code divisor} of the present ones make one of it. */
    public EffectEstimate withSumsDividedBy(double divisor) {
        return new EffectEstimate(
                insufficient,
                method,
                placebos,
                levels,
                difference,
                new Sums(sums.numerator / divisor, sums.denominator / divisor),
                impact.dividedBy(divisor),
                margins);
    }

    /** Whether every figure is finite. */
    public boolean isFinite() {
        return margins.isFinite()
                && impact.isFinite()
                && DoubleStream.of(
                                levels.expected,
                                levels.observed,
                                difference.effect,
                                difference.low,
                                difference.high,
                                difference.p,
                                sums.numerator,
                                sums.denominator)
                        .allMatch(Double::isFinite);
    }

    /** The KPI without the change, as predicted. */
    public double expected() {
        return levels.expected;
    }

    /** The KPI after the change. */
    public double observed() {
        return levels.observed;
    }

    /** Relative difference: 0.1 is 10 % more than expected. */
    public double effect() {
        return difference.effect;
    }

    /** Lower end of the 95 % interval of the relative difference. */
    public double low() {
        return difference.low;
    }

    /** Upper end of the 95 % interval of the relative difference. */
    public double high() {
        return difference.high;
    }

    /** p-value of no effect. */
    public double p() {
        return difference.p;
    }
}
