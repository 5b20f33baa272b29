package io.changelens.core.estimator;

import java.util.Arrays;
import java.util.List;

/**
 * Takes off residuals what goes with controls. In each held-out block, the three controls whose rows go best with the
 * residuals of the other blocks, by {@code (Σ r e)² / Σ e²}, are chosen and a {@link Ridge} of r on them is fitted to those
 * blocks; the block is predicted with it. A choice by all rows would fit the noise of the very rows that measure it. Up to
 * three controls are all taken.
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
    /** Entry i of a control is the sum of residual times control over the placebos before row i. */
    private final double[][] together;
    /** Likewise of its squares. */
    private final double[][] alone;

    private double[][] lastChosen = new double[CHOSEN][];
    private Ridge ofLastChosen;

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
        this.controls = usable(rows.inUnits(first, end));
        this.nothing = Scratch.zeros(residuals.length);
        this.together = new double[isChoice() ? controls.length : 0][];
        this.alone = new double[together.length][];
        for (int c = 0; c < together.length; c++) {
            addUp(c);
        }
    }

    private void addUp(int c) {
        double[] control = controls[c];
        double[] products = Scratch.any(end + 1);
        double[] squares = Scratch.any(end + 1);
        double product = 0;
        double square = 0;
        products[first] = 0;
        squares[first] = 0;
        for (int i = first; i < end; i++) {
            double residual = residuals[i];
            if (!Double.isNaN(residual)) {
                product += residual * control[i];
                square += control[i] * control[i];
            }
            products[i + 1] = product;
            squares[i + 1] = square;
        }
        together[c] = products;
        alone[c] = squares;
    }

    private double[][] usable(List<ControlRows.InUnit> rows) {
        double[][] usable = new double[rows.size()][];
        int count = 0;
        for (ControlRows.InUnit control : rows) {
            if (control.complete() || count(control.own()) >= LEAST_KNOWN * count(residuals)) {
                usable[count++] = control.rows();
            }
        }
        return Arrays.copyOf(usable, count);
    }

    /** Number of placebos at which some rows have a value. */
    private int count(double[] rows) {
        int count = 0;
        for (int i = first; i < end; i++) {
            count += Double.isNaN(residuals[i]) || Double.isNaN(rows[i]) ? 0 : 1;
        }
        return count;
    }

    /** Whether there are more controls than are taken. */
    private boolean isChoice() {
        return controls.length > CHOSEN;
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
        Ridge sums = new Ridge();
        sums.add(over(chosen), 1);
        sums.add(Ridge.over(chosen[0], chosen[1], chosen[2], residuals, from, to), -1);
        return new Fitted(chosen[0], chosen[1], chosen[2], sums.solve(Math.max(1, sums.rows() / correlated)));
    }

    /** Sums over all placebos. Most blocks choose the same controls. */
    private Ridge over(double[][] chosen) {
        if (!Arrays.equals(chosen, lastChosen)) {
            lastChosen = chosen;
            ofLastChosen = Ridge.over(chosen[0], chosen[1], chosen[2], residuals, first, end);
        }
        return ofLastChosen;
    }

    private double[][] chosen(int from, int to) {
        double[][] chosen = new double[CHOSEN][];
        Arrays.fill(chosen, nothing);
        if (!isChoice()) {
            System.arraycopy(controls, 0, chosen, 0, controls.length);
            return chosen;
        }
        double[] scores = new double[CHOSEN];
        for (int c = 0; c < controls.length; c++) {
            double both = outside(together[c], from, to);
            double own = outside(alone[c], from, to);
            double score = own > 0 ? both * both / own : 0;
            int place = CHOSEN;
            while (place > 0 && score > scores[place - 1]) {
                place--;
            }
            if (place < CHOSEN) {
                System.arraycopy(scores, place, scores, place + 1, CHOSEN - 1 - place);
                System.arraycopy(chosen, place, chosen, place + 1, CHOSEN - 1 - place);
                scores[place] = score;
                chosen[place] = controls[c];
            }
        }
        return chosen;
    }

    private double outside(double[] sums, int from, int to) {
        return sums[end] - (sums[to] - sums[from]);
    }
}
