package io.changelens.core.estimator;

/**
 * What to estimate. Times and lengths are in steps of the series.
 *
 * @param before end of the time before the change, exclusive: where work on the environment began
 * @param after begin of the time after the change: where it was live; at least {@code before}
 * @param horizon length of the whole window after the change
 * @param elapsed how much of that window has passed; equal to {@code horizon} for a final estimate
 * @param day steps in a day
 * @param placebos most placebo times to judge by
 */
public record EffectQuestion(int before, int after, int horizon, int elapsed, int day, int placebos) {

    /** Placebo times to judge by where nothing else is said: more cost time and tell little, as they overlap. */
    public static final int PLACEBOS = 600;

    private static final int DAYS_OF_A_WEEK = 7;

    /** @throws IllegalArgumentException if the numbers contradict each other */
    public EffectQuestion {
        if (before < 0
                || after < before
                || horizon < 1
                || elapsed < 1
                || elapsed > horizon
                || day < 1
                || placebos < 1) {
            throw new IllegalArgumentException("cannot estimate before " + before + ", after " + after + ", horizon "
                    + horizon + ", elapsed " + elapsed + ", day " + day + ", placebos " + placebos);
        }
    }

    /** A final estimate. */
    public static EffectQuestion complete(int before, int after, int horizon, int day) {
        return new EffectQuestion(before, after, horizon, horizon, day, PLACEBOS);
    }

    /** Steps in a week. */
    public int week() {
        return DAYS_OF_A_WEEK * day;
    }

    /** Steps between the times before and after. */
    public int gap() {
        return after - before;
    }

    /** Steps from the time before to the end of what is seen. */
    public int whole() {
        return after - before + elapsed;
    }

    /** Whole weeks, in steps, to the nearest earlier window that was over before the change. */
    public int season() {
        return (whole() + week() - 1) / week() * week();
    }
}
