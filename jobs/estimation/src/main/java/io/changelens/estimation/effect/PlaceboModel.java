package io.changelens.estimation.effect;

/**
 * What windows of one length look like where nothing was changed: a regression that predicts them from the time before,
 * and how far its predictions of held-out blocks of time miss.
 */
final class PlaceboModel {

    /** Windows side by side that the placebos must fill, so that p-values down to 0.05 can be told apart. */
    static final int LEAST_WINDOWS = 10;

    /** Weeks that the placebos must span, so that each weekday is among them. */
    static final double LEAST_WEEKS = 1.2;

    /** Smaller differences of logarithms are rounding. */
    static final double NOTHING = 1e-9;

    private static final int LEAST_PLACEBOS = 40;
    private static final int LEAST_ROWS_TO_FIT = 30;
    private static final int BLOCKS = 8;
    /** Windows closer than a quarter of a day say much the same. */
    private static final int CORRELATED_PARTS_OF_DAY = 4;

    private final double miss;
    private final double scale;
    private final NullDistribution misses;
    private final double reach;
    private final int placebos;

    private PlaceboModel(double miss, double scale, NullDistribution misses, int placebos) {
        this.miss = miss;
        this.scale = scale;
        this.misses = misses;
        this.reach = misses.reach(EffectEstimator.ALPHA);
        this.placebos = placebos;
    }

    /**
     * Fits a model to the time before a change.
     *
     * @param rows the change and its placebo times
     * @return null if there are too few placebo times or they never vary
     */
    static PlaceboModel fit(EffectQuestion question, Grid grid, Placebos rows) {
        double overlap = Math.max(1, (double) question.elapsed() / grid.spacing());
        int n = rows.count();
        if (n - 1 < LEAST_PLACEBOS
                || n - 1 < LEAST_WINDOWS * overlap
                || (double) (rows.points()[n - 1] - rows.points()[1]) * grid.stride() < LEAST_WEEKS * question.week()) {
            return null;
        }
        int correlatedSteps = Math.max(question.elapsed(), question.day() / CORRELATED_PARTS_OF_DAY);
        double correlated = Math.max(1, (double) correlatedSteps / grid.spacing());
        int purge = (question.whole() + grid.stride() - 1) / grid.stride();
        double[] sizes = new double[n];
        Ridge.Fit fit = holdOut(rows, correlated, purge, sizes);
        int[] hours = new int[n];
        int kept = 0;
        double most = 0;
        for (int i = 1; i < n; i++) {
            if (!Double.isNaN(sizes[i])) {
                most = Math.max(most, sizes[i]);
                sizes[kept] = sizes[i] * asOfChange(rows, i);
                hours[kept++] = DailyScale.hour(question.before() - rows.points()[i] * grid.stride(), question.day());
            }
        }
        if (kept < LEAST_PLACEBOS || most < NOTHING) {
            return null;
        }
        DailyScale scale = new DailyScale(sizes, hours, kept, overlap);
        double[] relative = new double[kept];
        for (int i = 0; i < kept; i++) {
            relative[i] = sizes[i] / scale.without(sizes[i], hours[i]);
        }
        return new PlaceboModel(
                rows.targets()[0] - fit.predict(rows, 0),
                scale.at(DailyScale.hour(question.before(), question.day())),
                new NullDistribution(relative, overlap),
                kept);
    }

    /** A base over more weeks is less uncertain: misses are put as if all had as many weeks as that of the change. */
    private static double asOfChange(Placebos rows, int i) {
        int weeks = rows.weeks()[i];
        int ofChange = rows.weeks()[0];
        return weeks == ofChange ? 1 : Math.sqrt((1 + 1.0 / ofChange) / (1 + 1.0 / weeks));
    }

    /**
     * Predicts each block of time from all others, less those whose windows overlap with it.
     *
     * @param sizes receives how far each prediction misses; NaN where too few others are left
     * @return the regression on all placebos
     */
    private static Ridge.Fit holdOut(Placebos rows, double correlated, int purge, double[] sizes) {
        int[] points = rows.points();
        int n = rows.count();
        int[] ends = new int[BLOCKS + 1];
        Ridge[] blocks = new Ridge[BLOCKS];
        Ridge all = new Ridge();
        ends[0] = 1;
        double span = points[n - 1] - points[1] + 1.0;
        for (int block = 0; block < BLOCKS; block++) {
            double edge = points[1] + span * (block + 1) / BLOCKS;
            int end = ends[block];
            while (end < n && points[end] < edge) {
                end++;
            }
            ends[block + 1] = end;
            blocks[block] = new Ridge();
            blocks[block].add(rows, ends[block], end, 1);
            all.add(blocks[block], 1);
        }
        for (int block = 0; block < BLOCKS; block++) {
            int begin = ends[block];
            int end = ends[block + 1];
            if (begin < end) {
                Ridge others = others(rows, all, blocks[block], begin, end, purge);
                Ridge.Fit fit = others.solve(others.rows() / correlated);
                boolean fits = others.rows() >= LEAST_ROWS_TO_FIT;
                for (int i = begin; i < end; i++) {
                    sizes[i] = fits ? Math.abs(rows.targets()[i] - fit.predict(rows, i)) : Double.NaN;
                }
            }
        }
        return all.solve(all.rows() / correlated);
    }

    private static Ridge others(Placebos rows, Ridge all, Ridge block, int begin, int end, int purge) {
        int[] points = rows.points();
        int from = begin;
        while (from > 1 && points[from - 1] > points[begin] - purge) {
            from--;
        }
        int to = end;
        while (to < rows.count() && points[to] < points[end - 1] + purge) {
            to++;
        }
        Ridge others = new Ridge();
        others.add(all, 1);
        others.add(block, -1);
        others.add(rows, from, begin, -1);
        others.add(rows, end, to, -1);
        return others;
    }

    /** Number of placebos. */
    int placebos() {
        return placebos;
    }

    /** How far the change's window is from its prediction, on the logarithmic scale. */
    double miss() {
        return miss;
    }

    /** Half the width of the miss's 95 % interval: the smaller, the more a model can see. */
    double margin() {
        return scale * reach;
    }

    /** The miss's p-value. */
    double p() {
        return misses.p(Math.abs(miss) / scale);
    }
}
