package io.changelens.estimation.effect;

/**
 * Logarithms of the KPI over windows; where there is a comparison, less the same of the comparison, so that whatever moves
 * both alike drops out (difference in differences).
 */
final class Windows {

    /** Added above the line where some window has nothing there: half a unit (Anscombe 1948 adds 3/8; Haldane 1956 1/2). */
    private static final double HALF = 0.5;

    private final KpiSeries series;
    private final KpiSeries comparison;
    private final double added;
    private final double addedToComparison;

    private Windows(KpiSeries series, KpiSeries comparison, double added, double addedToComparison) {
        this.series = series;
        this.comparison = comparison;
        this.added = added;
        this.addedToComparison = addedToComparison;
    }

    /**
     * Windows of a series.
     *
     * @param comparison series over the same steps; null for none
     * @param length of the windows that matter: if one of this length may have nothing above the line, half a
     *     unit is added to all
     * @param to end of the steps that are known
     */
    static Windows of(KpiSeries series, KpiSeries comparison, int length, int to) {
        return new Windows(
                series,
                comparison,
                addition(series, length, to),
                comparison == null ? 0 : addition(comparison, length, to));
    }

    private static double addition(KpiSeries series, int length, int to) {
        return series.mayBeEmpty(length, to) ? HALF * series.smallest(to) : 0;
    }

    /**
     * Logarithms over windows at the points of a grid.
     *
     * @param from begin of the window at the change
     * @param length steps in each
     */
    Logs logs(Grid grid, int from, int length) {
        double[] logs = Scratch.any(grid.points());
        int known = Math.min(logs.length, Math.max(-1, Math.floorDiv(from, grid.stride())) + 1);
        boolean complete = series.logRatios(logs, known, from, grid.stride(), length, added);
        if (comparison != null) {
            double[] others = Scratch.any(known);
            complete &= comparison.logRatios(others, known, from, grid.stride(), length, addedToComparison);
            for (int i = 0; i < known; i++) {
                logs[i] -= others[i];
            }
        }
        return new Logs(logs, 0, known, complete);
    }

    /** Whether half a unit is added. */
    boolean adds() {
        return added > 0;
    }

    /** Whether the KPI is not the same in every step before that one. */
    boolean varies(int to) {
        double first = Double.NaN;
        for (int i = 0; i < to; i++) {
            double log = series.logRatio(i, i + 1, series.smallest(to));
            if (!Double.isNaN(log) && Double.isNaN(first)) {
                first = log;
            } else if (Math.abs(log - first) > PlaceboModel.NOTHING) {
                return true;
            }
        }
        return false;
    }
}
