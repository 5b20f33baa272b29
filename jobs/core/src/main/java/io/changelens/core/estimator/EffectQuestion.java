package io.changelens.core.estimator;

/**
 * The times of an estimate. Times and lengths are in steps of the series.
 *
 * @param before end of the time before the change, exclusive: work on the environment began
 * @param after start of the observation window: the change was live; at least {@code before}
 * @param horizon length of the whole observation window
 * @param elapsed how much of the observation window has passed; equal to {@code horizon} for a final estimate
 * @param day steps in a day
 * @param placebos largest number of placebo times to use
 * @param clock clock changes in the series
 */
public record EffectQuestion(
        int before, int after, int horizon, int elapsed, int day, int placebos, ClockChanges clock) {

    /** Default number of placebo times. More cost time and add little information, as their windows overlap. */
    public static final int PLACEBOS = 600;

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if they contradict each other
     */
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

    /** Creates a question in a zone whose clocks do not change. */
    public EffectQuestion(int before, int after, int horizon, int elapsed, int day, int placebos) {
        this(before, after, horizon, elapsed, day, placebos, ClockChanges.NONE);
    }

    /** Creates the question for a final estimate. */
    public static EffectQuestion complete(int before, int after, int horizon, int day) {
        return new EffectQuestion(before, after, horizon, horizon, day, PLACEBOS);
    }

    /** Steps between the time before the change and the observation window. */
    public int gap() {
        return after - before;
    }

    /** Steps from the end of the time before the change to the end of the elapsed part of the window. */
    public int whole() {
        return after - before + elapsed;
    }
}
