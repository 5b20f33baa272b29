package io.changelens.estimation.effect;

/**
 * What is known before a time of the window after it. All are differences of logarithms, so that the level of the KPI
 * drops out, and all end before that time.
 *
 * <p>The base of the prediction is the same window a week ago. The predictors say how the time since differs from then,
 * at which level it stands, and how that week differed from its neighbours. A long window gets only the first few: there
 * are not enough such windows in a history to learn more.
 */
final class Predictors {

    private static final int FEW = 6;
    private static final int ALL = 12;

    /** What the model starts from: half of what is new just before and a third of what is new over the last day stays. */
    private static final double[] PRIOR = {0.5, 0.3};

    /** The last moments before: a sixth of the window's length. */
    private static final double MOMENTS = 1.0 / 6;

    private final Windows windows;
    private final int gap;
    private final int length;
    private final int day;
    private final int season;
    private final int yesterday;

    /**
     * Predictors of one kind of window.
     *
     * @param gap steps between the time and the begin of the window
     * @param length steps in the window
     * @param day steps in a day
     * @param season steps in a season
     */
    Predictors(Windows windows, int gap, int length, int day, int season) {
        this.windows = windows;
        this.gap = gap;
        this.length = length;
        this.day = day;
        this.season = wholesAtLeast(gap + length, season);
        this.yesterday = wholesAtLeast(gap + length, day);
    }

    private static int wholesAtLeast(int length, int unit) {
        return (length + unit - 1) / unit * unit;
    }

    /** How many there are. */
    int count() {
        return 2 * length >= day ? FEW : ALL;
    }

    /** How far back the base reaches; a time before that has no prediction. */
    int reach() {
        return season;
    }

    /**
     * Fills a row.
     *
     * @param at the time
     * @param row receives the predictors, {@link #count()} of them
     * @return the base; NaN if there is none
     */
    double fill(int at, double[] row) {
        int from = at + gap;
        int to = from + length;
        double base = windows.log(from - season, to - season);
        boolean daily = yesterday < season;
        row[0] = news(at - length, at);
        row[1] = news(at - day, at);
        row[2] = daily ? orZero(windows.log(from - yesterday, to - yesterday) - base) : 0;
        row[3] = orZero(windows.log(at - season, at) - base);
        row[4] = orZero(windows.log(from - day - season, to - day - season) - base);
        row[5] = orZero(windows.log(from - 2 * season, to - 2 * season) - base);
        if (row.length > FEW) {
            row[6] = news(at - Math.max(1, (int) Math.round(length * MOMENTS)), at);
            row[7] = news(at - 2 * length, at - length);
            row[8] = daily ? news(from - yesterday, to - yesterday) : 0;
            row[9] = orZero(windows.log(from - 3 * season, to - 3 * season) - base);
            row[10] = orZero(lastWeeksNews(at - length, at));
            row[11] = orZero(lastWeeksNews(at - day, at));
        }
        return base;
    }

    /** How a window differs from the same a season earlier. */
    private double news(int from, int to) {
        return orZero(windows.log(from, to) - windows.log(from - season, to - season));
    }

    /** How a window two seasons ago differs from the same one season ago. */
    private double lastWeeksNews(int from, int to) {
        return windows.log(from - 2 * season, to - 2 * season) - windows.log(from - season, to - season);
    }

    /** A predictor that cannot be said says nothing. */
    private static double orZero(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    /** The prediction before anything is learnt, above the base. */
    static double prior(double[] row) {
        double sum = 0;
        for (int i = 0; i < PRIOR.length; i++) {
            sum += PRIOR[i] * row[i];
        }
        return sum;
    }
}
