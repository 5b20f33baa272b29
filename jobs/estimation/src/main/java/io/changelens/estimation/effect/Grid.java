package io.changelens.estimation.effect;

/**
 * Equally spaced times that end with the change. Their distance divides a week where it can, so that the windows of
 * earlier weeks are those of other times on the grid, and the logarithm of each is taken once.
 *
 * @param stride steps between neighbours; divides a week
 * @param every so many neighbours lie between placebo times: 1 unless no divisor of a week comes near
 * @param points how many times there are, the change the first, the oldest the last
 */
record Grid(int stride, int every, int points) {

    /** Placebo times are seen at so many times of the day, or at all. */
    private static final int TIMES_OF_DAY = 8;

    /** The grid for a question. */
    static Grid of(EffectQuestion question) {
        int day = question.day();
        int least = leastStride(question);
        int enough = Math.min(TIMES_OF_DAY, day);
        int stride = least;
        while (stride <= 2 * least && (question.week() % stride != 0 || timesOfDay(stride, day) < enough)) {
            stride++;
        }
        int every = 1;
        if (stride > 2 * least) {
            stride = least;
            while (question.week() % stride != 0) {
                stride--;
            }
            every = (least + stride - 1) / stride;
            while (timesOfDay(stride * every, day) < enough) {
                every++;
            }
        }
        return new Grid(stride, every, question.after() / stride + 1);
    }

    /** Times closer than half a window or an eighth of a day say much the same. */
    private static int leastStride(EffectQuestion question) {
        int span = question.before() - question.whole() - question.season() + 1;
        int bounded = (span + question.placebos() - 1) / question.placebos();
        return Math.max(1, Math.max(bounded, Math.min(question.elapsed() / 2, question.day() / TIMES_OF_DAY)));
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

    /** Steps between placebo times. */
    int spacing() {
        return stride * every;
    }
}
