package io.changelens.estimation.effect;

/**
 * Equally spaced times that end with the change, point 0; point i is i strides earlier. The stride divides a week, so that
 * the windows of earlier weeks are those of other points, and the logarithm of each is taken once.
 *
 * @param stride steps between neighbours
 * @param every each that many points there is a placebo time: 1 unless no divisor of a week comes near
 * @param points how many there are
 * @param week points in a week
 * @param season points to the nearest earlier window that was over before the change
 */
record Grid(int stride, int every, int points, int week, int season) {

    /** Placebo times are seen at so many times of the day, or at all. */
    private static final int TIMES_OF_DAY = 8;

    /** The grid for a question, with at least as many placebo times as it wants where history holds them. */
    static Grid of(EffectQuestion question) {
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
        return new Grid(
                stride, every, question.after() / stride + 1, question.week() / stride, question.season() / stride);
    }

    /** Times closer than half a window or an eighth of a day say much the same. */
    private static int longestStride(EffectQuestion question) {
        int span = question.before() - question.whole() - question.season();
        int wanted = span / question.placebos();
        return Math.max(1, Math.max(wanted, Math.min(question.elapsed() / 2, question.day() / TIMES_OF_DAY)));
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

    /** Points for which there may be an earlier week. */
    int rows() {
        return Math.max(0, points - season);
    }

    /** Steps between placebo times. */
    int spacing() {
        return stride * every;
    }
}
