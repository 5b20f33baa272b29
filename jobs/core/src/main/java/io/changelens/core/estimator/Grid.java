package io.changelens.core.estimator;

/**
 * Equally spaced times that end with the change, point 0; point i is i strides earlier. The stride divides a week, so that
 * the windows of earlier weeks are those of other points, and the logarithm of each is taken once. However long the history
 * is, the grid reaches no farther back than the placebo times that are wanted and what they are compared with.
 *
 * @param stride steps between neighbours
 * @param every each that many points there is a placebo time: 1 unless no divisor of a week comes near
 * @param points how many there are
 * @param rows points that are compared with earlier weeks: the change's, and those at which there may be a placebo time
 * @param week points in a week
 * @param season points to the nearest earlier window that was over before the change
 */
public record Grid(int stride, int every, int points, int rows, int week, int season) {

    /** Placebo times are seen at so many times of the day, or at all. */
    private static final int TIMES_OF_DAY = 8;

    /** Placebo times lie over so many windows side by side, where history does: of fewer, rare misses cannot be told. */
    private static final int WINDOWS = 25;

    /** The grid for a question, with at least as many placebo times as it wants where history holds them. */
    public static Grid of(EffectQuestion question) {
        int day = question.day();
        int longest = longestStride(question);
        int enough = Math.min(TIMES_OF_DAY, day);
        int stride = longest;
        while (question.week() % stride != 0 || timesOfDay(stride, day) < enough) {
            stride--;
        }
        int every = longest / stride;
        while (timesOfDay(stride * every, day) < enough) {
            every--;
        }
        int all = Math.max(0, Math.floorDiv(question.after() - question.season(), stride) + 1);
        int rows = Math.min(all, (question.whole() + span(question)) / stride + 1);
        int points = Math.min(all, rows + (Levels.MOST_WEEKS - 1) * question.week() / stride);
        return new Grid(
                stride,
                every,
                points + question.season() / stride,
                rows,
                question.week() / stride,
                question.season() / stride);
    }

    private static int longestStride(EffectQuestion question) {
        return Math.max(closest(question), span(question) / question.placebos());
    }

    /** Times closer than half a window or an eighth of a day say much the same. */
    private static int closest(EffectQuestion question) {
        return Math.max(1, Math.min(question.elapsed() / 2, question.day() / TIMES_OF_DAY));
    }

    /** Steps over which placebo times are spread: at most as long as they take an eighth of a day apart, if that is enough. */
    private static int span(EffectQuestion question) {
        long wanted = question.placebos() * (long) Math.max(1, question.day() / TIMES_OF_DAY);
        long enough = WINDOWS * (long) question.elapsed();
        return (int) Math.min(Math.max(wanted, enough), question.before() - question.whole() - question.season());
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

    /** After so many points the same time of day comes again. */
    public int timesOfDay(int day) {
        return timesOfDay(stride, day);
    }

    /** Steps between placebo times. */
    public int spacing() {
        return stride * every;
    }
}
