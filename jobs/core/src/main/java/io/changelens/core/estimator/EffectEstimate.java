package io.changelens.core.estimator;

/**
 * An estimated effect. Where {@code insufficient} is not null, all figures but {@code placebos} are 0 and p is 1.
 *
 * @param insufficient why there is no estimate, in words; null where there is one
 * @param method how it was estimated, in words
 * @param placebos number of placebo times it was judged by
 * @param expected the KPI that was to be expected without the change
 * @param observed the KPI after the change
 * @param effect relative difference, such as 0.1 for 10 % more than expected
 * @param low lower end of the 95 % interval of the relative difference
 * @param high its upper end
 * @param p p-value of no effect; for an unfinished window one that stays valid under repeated looks
 * @param numerator sum above the line in the window after the change
 * @param denominator sum below the line there
 */
public record EffectEstimate(
        String insufficient,
        String method,
        int placebos,
        double expected,
        double observed,
        double effect,
        double low,
        double high,
        double p,
        double numerator,
        double denominator) {

    /** No estimate, and why. */
    public static EffectEstimate insufficient(String why) {
        return new EffectEstimate(why, "", 0, 0, 0, 0, 0, 0, 1, 0, 0);
    }
}
