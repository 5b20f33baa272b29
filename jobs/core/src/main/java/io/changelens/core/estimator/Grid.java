package io.changelens.core.estimator;

/**
 * A grid of equally spaced times that ends with the change: {@code t_i = t_0 - i stride}, where t_0 is the time of the
 * change and the stride divides a period, which is a week or a day. Hence the window one period before point i is that of
 * point {@code i + period / stride}, and each window is evaluated once. The grid covers the placebo times that are asked for
 * and the earlier periods with which they are compared, however long the history is.
 *
 * @param stride steps between neighbouring points
 * @param every distance between placebo times, in points: 1 unless no divisor of a period is near the desired distance
 * @param points number of points
 * @param rows number of points that are compared with earlier periods: point 0, the change, and the points that may be
 *     placebo times
 * @param period points in a period
 * @param back points back to the nearest window of an earlier period that ended before the change
 */
public record Grid(int stride, int every, int points, int rows, int period, int back) {

    /** Least number of different times of day among placebo times, or all times of day if there are fewer. */
    private static final int TIMES_OF_DAY = 8;

    /**
     * Non-overlapping windows that placebo times span if the history is long enough; fewer do not show rare residuals.
     */
    private static final int WINDOWS = 25;

    /**
     * Creates the grid for a question, with at least as many placebo times as it asks for if the history is long
     * enough.
     */
    public static Grid of(EffectQuestion question, Season season) {
        int period = season.period(question);
        int back = season.back(question);
        int day = question.day();
        int longest = longestStride(question, back);
        int enough = Math.min(TIMES_OF_DAY, day);
        int stride = longest;
        while (period % stride != 0 || timesOfDay(stride, day) < enough) {
            stride--;
        }
        int every = longest / stride;
        while (timesOfDay(stride * every, day) < enough) {
            every--;
        }
        int all = Math.max(0, Math.floorDiv(question.after() - back, stride) + 1);
        int rows = Math.min(all, (question.whole() + span(question, back)) / stride + 1);
        int points = Math.min(all, rows + (Levels.MOST_PERIODS - 1) * period / stride);
        return new Grid(stride, every, points + back / stride, rows, period / stride, back / stride);
    }

    private static int longestStride(EffectQuestion question, int back) {
        return Math.max(closest(question), span(question, back) / question.placebos());
    }

    /** Placebo times closer than half a window or an eighth of a day carry much the same information. */
    private static int closest(EffectQuestion question) {
        return Math.max(1, Math.min(question.elapsed() / 2, question.day() / TIMES_OF_DAY));
    }

    /**
     * Steps over which placebo times are spread: as many as they take at a distance of an eighth of a day, at least
     * {@link #WINDOWS} windows, and at most the history.
     */
    private static int span(EffectQuestion question, int back) {
        long wanted = question.placebos() * (long) Math.max(1, question.day() / TIMES_OF_DAY);
        long enough = WINDOWS * (long) question.elapsed();
        return (int) Math.min(Math.max(wanted, enough), question.before() - question.whole() - back);
    }

    private static int timesOfDay(int stride, int day) {
        int a = stride;
        int b = day;
        while (b != 0) {
            int rest = a % b;
            a = b;
            b = rest;
        }
        return day / a;
    }

    /** Number of points after which the same time of day recurs: {@code day / gcd(stride, day)}. */
    public int timesOfDay(int day) {
        return timesOfDay(stride, day);
    }

    /** Steps between placebo times. */
    public int spacing() {
        return stride * every;
    }
}
