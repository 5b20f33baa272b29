package io.changelens.core.estimator;

/**
 * The KPI over windows; where there is a comparison, how many times that of the comparison it is, so that whatever moves
 * both alike drops out (difference in differences, of logarithms).
 */
public final class Windows {

    /** Added above the line where some window has nothing there: half a unit (Anscombe 1948 adds 3/8; Haldane 1956 1/2). */
    private static final double HALF = 0.5;

    private final KpiSeries series;
    private final KpiSeries comparison;
    private double added;
    private double addedToComparison;
    private Levels after;

    private Windows(KpiSeries series, KpiSeries comparison) {
        this.series = series;
        this.comparison = comparison;
    }

    /**
     * Windows of a series.
     *
     * @param comparison series over the same steps; null for none
     * @param grid points at which windows of the question's length matter: if one of them has nothing above the line,
     *     half a unit is added to all
     */
    public static Windows of(KpiSeries series, KpiSeries comparison, EffectQuestion question, Grid grid) {
        Windows windows = new Windows(series, comparison);
        windows.after = windows.levels(grid, question.after(), question.elapsed());
        if (!windows.after.complete()) {
            windows.added = addition(series, question, grid);
            windows.addedToComparison = comparison == null ? 0 : addition(comparison, question, grid);
            if (windows.added > 0 || windows.addedToComparison > 0) {
                windows.after = windows.levels(grid, question.after(), question.elapsed());
            }
        }
        return windows;
    }

    private static double addition(KpiSeries series, EffectQuestion question, Grid grid) {
        return series.hasEmpty(known(grid, question.after()), question.after(), grid.stride(), question.elapsed())
                ? HALF * series.smallest(question.before())
                : 0;
    }

    private static int known(Grid grid, int from) {
        return Math.min(grid.points(), Math.max(-1, Math.floorDiv(from, grid.stride())) + 1);
    }

    /** Over the windows after the points of the grid. */
    public Levels after() {
        return after;
    }

    /**
     * Over windows at the points of a grid.
     *
     * @param from begin of the window at the change
     * @param length steps in each
     */
    public Levels levels(Grid grid, int from, int length) {
        double[] levels = Scratch.any(grid.points());
        int known = known(grid, from);
        boolean complete = series.ratios(levels, known, from, grid.stride(), grid.week(), length, added);
        if (comparison != null) {
            double[] others = Scratch.any(known);
            complete &= comparison.ratios(others, known, from, grid.stride(), grid.week(), length, addedToComparison);
            for (int i = 0; i < known; i++) {
                levels[i] /= others[i];
            }
        }
        return new Levels(levels, 0, known, complete);
    }

    /** What is added above the line of the series; 0 for nothing. */
    public double added() {
        return added;
    }

    /** Whether the KPI is not the same in every step before that one. */
    public boolean varies(int to) {
        double first = Double.NaN;
        for (int i = 0; i < to; i++) {
            double level = series.numerator(i, i + 1) / series.denominator(i, i + 1);
            if (!Double.isNaN(level) && Double.isNaN(first)) {
                first = level;
            } else if (Math.abs(level - first) > PlaceboModel.NOTHING * first) {
                return true;
            }
        }
        return false;
    }
}
