package io.changelens.core.estimator;

/**
 * The KPI over windows of a series: {@code v = (numerator + added) / denominator}. With a comparison series it is
 * {@code v / v_comparison}, so that whatever moves both alike cancels out (difference in differences, of logarithms).
 * Nothing is added unless some window has a numerator of 0; then half a unit is.
 */
public final class Windows {

    /** Half a unit is added to numerators where some window has none (Anscombe 1948 adds 3/8; Haldane 1956 1/2). */
    private static final double HALF = 0.5;

    private final KpiSeries series;
    private final KpiSeries comparison;
    private final ClockChanges clock;
    private double added;
    private double addedToComparison;
    private Levels after;

    private Windows(KpiSeries series, KpiSeries comparison, ClockChanges clock) {
        this.series = series;
        this.comparison = comparison;
        this.clock = clock;
    }

    /**
     * Creates the windows of a series.
     *
     * @param series the KPI where the change is live
     * @param comparison series over the same steps; null for none
     * @param question length of the windows, and clock changes
     * @param grid points of the windows: if the window at one of them has data but a numerator of 0, half a unit is
     *     added to all
     */
    public static Windows of(KpiSeries series, KpiSeries comparison, EffectQuestion question, Grid grid) {
        Windows windows = new Windows(series, comparison, question.clock());
        windows.after = windows.levels(grid, question.after(), 0, question.elapsed());
        if (!windows.after.complete()) {
            windows.added = addition(series, question, grid);
            windows.addedToComparison = comparison == null ? 0 : addition(comparison, question, grid);
            if (windows.added > 0 || windows.addedToComparison > 0) {
                windows.after = windows.levels(grid, question.after(), 0, question.elapsed());
            }
        }
        return windows;
    }

    private static double addition(KpiSeries series, EffectQuestion question, Grid grid) {
        WindowStarts starts = new WindowStarts(question.after(), 0, grid.stride(), question.clock());
        return series.hasEmpty(starts.known(grid.points()), starts, question.elapsed())
                ? HALF * series.smallest(question.before())
                : 0;
    }

    /** The KPI over the windows after the points of the grid. */
    public Levels after() {
        return after;
    }

    /**
     * Computes the KPI over windows at the points of a grid.
     *
     * @param anchor time of point 0
     * @param offset steps from a point to the start of its window
     * @param length steps of each window
     */
    public Levels levels(Grid grid, int anchor, int offset, int length) {
        WindowStarts starts = new WindowStarts(anchor, offset, grid.stride(), clock);
        double[] levels = Scratch.any(grid.points());
        int known = starts.known(grid.points());
        boolean complete = series.ratios(levels, known, starts, grid.period(), length, added);
        if (comparison != null) {
            double[] others = Scratch.any(known);
            complete &= comparison.ratios(others, known, starts, grid.period(), length, addedToComparison);
            for (int i = 0; i < known; i++) {
                levels[i] /= others[i];
            }
        }
        return new Levels(levels, 0, known, complete);
    }

    /** Amount added to the numerators of the series; 0 for none. */
    public double added() {
        return added;
    }

    /** Whether the KPI varies between steps before {@code to}. */
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
