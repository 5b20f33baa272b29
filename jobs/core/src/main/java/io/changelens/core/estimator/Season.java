package io.changelens.core.estimator;

/**
 * The rhythm by which a base is taken: the same window in earlier weeks, or on earlier days. A base by days needs less
 * history, and follows a level that moves; one by weeks knows weekdays.
 */
public enum Season {
    /** The same window in up to four earlier weeks. */
    WEEKS(7, 1.2, 3),
    /** The same window on up to four earlier days. */
    DAYS(1, 3.5, 8);

    private final int days;
    private final double leastPeriods;
    private final int leastWindows;

    Season(int days, double leastPeriods, int leastWindows) {
        this.days = days;
        this.leastPeriods = leastPeriods;
        this.leastWindows = leastWindows;
    }

    /** Steps in a period. */
    public int period(EffectQuestion question) {
        return days * question.day();
    }

    /**
     * Shortest number of whole periods, in steps, after which the same window of an earlier period ended before the
     * change.
     */
    public int back(EffectQuestion question) {
        int period = period(question);
        return (question.whole() + period - 1) / period * period;
    }

    /** Steps that placebo times must span, so that p-values down to 0.05 can be distinguished. */
    public int leastSpan(EffectQuestion question) {
        return (int) Math.max(leastPeriods * period(question), leastWindows * (double) question.elapsed());
    }

    /** Steps that placebo times span if nothing is left out; negative if there is too little history for any. */
    public int span(EffectQuestion question) {
        return question.before() - back(question) - question.whole();
    }

    /** Whether the history is long enough, whatever the series contains. */
    public boolean fits(EffectQuestion question) {
        return span(question) >= leastSpan(question);
    }
}
