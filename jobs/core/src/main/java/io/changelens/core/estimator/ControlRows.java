package io.changelens.core.estimator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How far controls deviate from what their own past tells, by the points of a grid: the residuals of their own
 * {@link Placebos} by a {@link Ridge} on all of these but that of the change, which is first. Not for concurrent use.
 */
final class ControlRows {

    /** Of fewer controls, a common movement is no more than that of one or two of them. */
    private static final int LEAST_FOR_SHOCK = 5;
    /** A common shock is a median deviation that so many placebo times do not reach. */
    private static final double RARE = 0.02;

    private final List<double[]> values;
    private InUnits last;

    /**
     * A control in units of how far it strays over some rows.
     *
     * @param rows the rows; 0 where the control has no value
     * @param own the rows in their own units; NaN where the control has no value
     * @param complete whether the control has a value in all of these rows
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record InUnit(double[] rows, double[] own, boolean complete) {}

    private record InUnits(int first, int end, List<InUnit> controls) {}

    /**
     * Creates rows.
     *
     * @param values rows of each control that has a value at the change; NaN where it has none
     */
    ControlRows(List<double[]> values) {
        this.values = values;
    }

    static ControlRows of(List<KpiSeries> controls, EffectQuestion question, Season season, Grid grid) {
        List<double[]> values = new ArrayList<>();
        for (KpiSeries control : controls) {
            Placebos rows =
                    Placebos.read(question, season, grid, Windows.of(control, null, question, grid), BlockedTimes.NONE);
            if (rows.hasBase()) {
                values.add(residuals(rows, PlaceboFit.correlated(question, grid)));
            }
        }
        return new ControlRows(values);
    }

    private static double[] residuals(Placebos rows, double correlated) {
        int length = rows.targets().length;
        Ridge placebos = Ridge.over(rows, 1, length);
        Ridge.Fit fit = placebos.solve(Math.max(1, placebos.rows() / correlated));
        double[] residuals = new double[length];
        for (int i = 0; i < length; i++) {
            residuals[i] = fit.residual(rows, i);
        }
        return residuals;
    }

    /**
     * Returns each control divided by the root of its sum of squares over some rows: controls differ in how far they
     * stray, and the equations of a fit are solvable if all do alike. Those of the last rows are remembered, as
     * estimates beside the same controls mostly ask for the same.
     *
     * @param first first row
     * @param end end of the rows, exclusive
     */
    List<InUnit> inUnits(int first, int end) {
        if (last == null || last.first() != first || last.end() != end) {
            List<InUnit> controls = new ArrayList<>();
            for (double[] each : values) {
                controls.add(inUnit(each, first, end));
            }
            last = new InUnits(first, end, controls);
        }
        return last.controls();
    }

    private static InUnit inUnit(double[] control, int first, int end) {
        double squares = 0;
        boolean complete = true;
        for (int i = first; i < end; i++) {
            boolean known = !Double.isNaN(control[i]);
            squares += known ? control[i] * control[i] : 0;
            complete &= known;
        }
        double unit = squares > 0 ? Math.sqrt(squares) : 1;
        double[] rows = new double[control.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Double.isNaN(control[i]) ? 0 : control[i] / unit;
        }
        return new InUnit(rows, control, complete);
    }

    /**
     * Whether most controls moved at the change: their median deviation, each in units of its own mean absolute one, is
     * farther from 0 than at 98 % of the placebo times.
     *
     * @param first first placebo row
     * @param end end of the placebo rows, exclusive
     */
    boolean moved(int first, int end) {
        if (values.size() < LEAST_FOR_SHOCK) {
            return false;
        }
        double[] scales =
                values.stream().mapToDouble(rows -> meanSize(rows, first, end)).toArray();
        double atChange = Math.abs(median(0, scales));
        int count = 0;
        int asFar = 0;
        for (int i = first; i < end; i++) {
            double median = Math.abs(median(i, scales));
            if (!Double.isNaN(median)) {
                count++;
                asFar += median >= atChange ? 1 : 0;
            }
        }
        return count > 0 && asFar < RARE * count;
    }

    private double median(int row, double[] scales) {
        double[] found = new double[scales.length];
        int count = 0;
        for (int c = 0; c < scales.length; c++) {
            double value = values.get(c)[row] / scales[c];
            if (!Double.isNaN(value)) {
                found[count++] = value;
            }
        }
        Arrays.sort(found, 0, count);
        return count == 0 ? Double.NaN : (found[(count - 1) / 2] + found[count / 2]) / 2;
    }

    private static double meanSize(double[] rows, int first, int end) {
        double sum = 0;
        int count = 0;
        for (int i = first; i < end; i++) {
            if (!Double.isNaN(rows[i])) {
                sum += Math.abs(rows[i]);
                count++;
            }
        }
        return sum / count;
    }
}
