package io.changelens.estimation.effect;

/**
 * The change, row 0, and the placebo times before it, newest first: what is known at each of the window after it, and
 * what has to be predicted. All are differences of logarithms, so that the level of the KPI drops out.
 *
 * <p>The base of the prediction is the mean of the same window in up to four earlier weeks. The predictors, all known at
 * that time, are how the window just before differs from the same in those weeks, how the last moments do, and how the
 * same window yesterday differs from the base.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Placebos(
        int count, int[] points, int[] weeks, double[] before, double[] moments, double[] yesterday, double[] targets) {

    /** Most earlier weeks that are averaged. */
    static final int WEEKS = 4;

    /** What the regression starts from: so much of what is new just before stays. */
    private static final double PRIOR = 0.8;

    /** The last moments before: a twelfth of the window's length. */
    private static final double MOMENTS = 12;

    /**
     * Reads them.
     *
     * @param blocked what the windows before and after a placebo time must not touch
     * @return null if the change has no base
     */
    static Placebos read(EffectQuestion question, Grid grid, Windows windows, BlockedTimes blocked) {
        int length = question.elapsed();
        int brief = Math.max(1, (int) Math.round(length / MOMENTS));
        int at = question.before();
        Logs after = new Logs(question, grid, windows, question.after(), length);
        Logs before = new Logs(question, grid, windows, at - length, length);
        Logs moments = new Logs(question, grid, windows, at - brief, brief);
        int daysBack = (question.whole() + question.day() - 1) / question.day() * question.day();
        double[] yesterday = daysBack < question.season() ? after.earlier(daysBack) : null;
        int most = Math.max(0, (grid.points() - 1) / grid.every()) + 1;
        Placebos rows = new Placebos(
                0,
                new int[most],
                new int[most],
                new double[most],
                new double[most],
                new double[most],
                new double[most]);
        int count = 0;
        int first = (question.whole() + grid.stride() - 1) / grid.stride();
        for (int j = 0; j < grid.points(); j = j == 0 ? first : j + grid.every()) {
            int time = at - j * grid.stride();
            double base = after.base(j);
            double target = after.log(j) - base;
            if (Double.isNaN(target) || (j > 0 && blocked.touch(time - length, time + question.whole()))) {
                if (j == 0) {
                    return null;
                }
                continue;
            }
            double news = orZero(before.log(j) - before.base(j));
            rows.points[count] = j;
            rows.weeks[count] = after.weeks(j);
            rows.before[count] = news;
            rows.moments[count] = orZero(moments.log(j) - moments.base(j));
            rows.yesterday[count] = yesterday == null ? 0 : orZero(yesterday[j] - base);
            rows.targets[count++] = target - PRIOR * news;
        }
        return rows.cut(count);
    }

    private Placebos cut(int rows) {
        return new Placebos(rows, points, weeks, before, moments, yesterday, targets);
    }

    /** A predictor that cannot be said says nothing. */
    private static double orZero(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
