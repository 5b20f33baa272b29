package io.changelens.core.estimator;

import java.util.Arrays;
import java.util.List;

/**
 * Takes off residuals what goes with controls. In each held-out block, the three controls whose rows go best with the
 * residuals of the other blocks, by {@code (Σ r e)² / Σ e²}, are chosen and a {@link Ridge} of r on them is fitted to those
 * blocks; the block is predicted with it. A choice by all rows would fit the noise of the very rows that measure it.
 */
final class ControlFit {

    private static final int CHOSEN = 3;
    /** A control is used if it has a value at this share of the placebo times; the others count as 0. */
    private static final double LEAST_KNOWN = 0.9;

    private final double[] residuals;
    private final double[][] controls;
    private final int first;
    private final int end;
    private final double correlated;
    private final double[] nothing;

    /**
     * Creates the fit.
     *
     * @param residuals residual of each placebo by grid point; NaN where there is none
     * @param rows rows of the controls
     * @param first grid point of the newest placebo
     * @param end grid point after the oldest
     * @param correlated number of placebos that together carry about as much information as an independent one
     */
    ControlFit(double[] residuals, ControlRows rows, int first, int end, double correlated) {
        this.residuals = residuals;
        this.first = first;
        this.end = end;
        this.correlated = correlated;
        this.controls = known(rows.values());
        this.nothing = new double[residuals.length];
    }

    private double[][] known(List<double[]> rows) {
        int placebos = 0;
        for (int i = first; i < end; i++) {
            placebos += Double.isNaN(residuals[i]) ? 0 : 1;
        }
        double least = LEAST_KNOWN * placebos;
        return rows.stream()
                .filter(control -> count(control) >= least)
                .map(this::inItsOwnUnits)
                .toArray(double[][]::new);
    }

    private int count(double[] control) {
        int count = 0;
        for (int i = first; i < end; i++) {
            count += Double.isNaN(residuals[i]) || Double.isNaN(control[i]) ? 0 : 1;
        }
        return count;
    }

    /** Controls differ in how far they stray; the equations are solvable if all do alike. */
    private double[] inItsOwnUnits(double[] control) {
        double squares = 0;
        for (int i = first; i < end; i++) {
            squares += Double.isNaN(control[i]) ? 0 : control[i] * control[i];
        }
        double unit = squares > 0 ? Math.sqrt(squares) : 1;
        double[] values = new double[control.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.isNaN(control[i]) ? 0 : control[i] / unit;
        }
        return values;
    }

    /** Whether no control can be used. */
    boolean isEmpty() {
        return controls.length == 0;
    }

    /** Returns what is left of the change's residual. */
    double leftOf(double residual) {
        return left(residual, fit(end, end), 0);
    }

    /**
     * Stores what is left of the residuals of a block.
     *
     * @param from first row of the block
     * @param to end of the block, exclusive
     * @param purge windows of placebos that are fewer than so many points apart overlap
     * @param left receives the residuals of the block
     */
    void leftOf(int from, int to, int purge, double[] left) {
        Fitted fitted = fit(Math.max(first, from - purge + 1), Math.min(end, to + purge - 1));
        for (int i = from; i < to; i++) {
            left[i] = left(residuals[i], fitted, i);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Fitted(double[] a, double[] b, double[] c, Ridge.Fit fit) {}

    private static double left(double residual, Fitted of, int i) {
        return of.fit().left(residual, of.a()[i], of.b()[i], of.c()[i]);
    }

    /** Chooses and fits by the placebos outside of {@code [from, to)}. */
    private Fitted fit(int from, int to) {
        double[][] chosen = chosen(from, to);
        Ridge sums = Ridge.over(chosen[0], chosen[1], chosen[2], residuals, first, from);
        sums.add(Ridge.over(chosen[0], chosen[1], chosen[2], residuals, to, end), 1);
        return new Fitted(chosen[0], chosen[1], chosen[2], sums.solve(Math.max(1, sums.rows() / correlated)));
    }

    private double[][] chosen(int from, int to) {
        double[] scores = new double[CHOSEN];
        double[][] chosen = new double[CHOSEN][];
        Arrays.fill(chosen, nothing);
        for (double[] control : controls) {
            double together = 0;
            double alone = 0;
            for (int i = first; i < end; i = i + 1 == from ? to : i + 1) {
                double residual = i < from || i >= to ? residuals[i] : Double.NaN;
                if (!Double.isNaN(residual)) {
                    together += residual * control[i];
                    alone += control[i] * control[i];
                }
            }
            double score = alone > 0 ? together * together / alone : 0;
            int place = CHOSEN;
            while (place > 0 && score > scores[place - 1]) {
                place--;
            }
            if (place < CHOSEN) {
                System.arraycopy(scores, place, scores, place + 1, CHOSEN - 1 - place);
                System.arraycopy(chosen, place, chosen, place + 1, CHOSEN - 1 - place);
                scores[place] = score;
                chosen[place] = control;
            }
        }
        return chosen;
    }
}
