package io.changelens.core.estimator;

import java.util.Arrays;

/**
 * A regression fitted to all placebos, and its cross-validated residuals. The placebos are split into 8 blocks of time;
 * each block is predicted by a regression without that block and without the placebos whose windows overlap with it:
 * {@code residuals[i] = y_i - prediction_without_block(i)(x_i)}.
 *
 * @param fit regression fitted to all placebos
 * @param ofChange residual of the change by that regression
 * @param residuals residual of each placebo, by grid point; NaN where there is no placebo, or too few others are left to
 *     fit
 * @param first grid point of the newest placebo
 * @param span number of points from the newest to the oldest placebo, inclusive
 * @param count number of placebos
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HeldOut(Ridge.Fit fit, double ofChange, double[] residuals, int first, int span, int count) {

    private static final int LEAST_ROWS_TO_FIT = 16;
    private static final int BLOCKS = 8;

    /**
     * Predicts each block from the others.
     *
     * @param purge windows of placebos that are fewer than so many points apart overlap
     * @param correlated number of placebos that together carry about as much information as an independent one
     * @return null if there are no placebos
     */
    public static HeldOut of(Placebos placebos, int purge, double correlated) {
        double[] targets = placebos.targets();
        int first = 1;
        int end = targets.length;
        while (first < end && Double.isNaN(targets[first])) {
            first++;
        }
        while (end > first && Double.isNaN(targets[end - 1])) {
            end--;
        }
        if (first == end) {
            return null;
        }
        Ridge all = new Ridge();
        Ridge[] blocks = new Ridge[BLOCKS];
        for (int b = 0; b < BLOCKS; b++) {
            blocks[b] = Ridge.over(placebos, edge(first, end, b), edge(first, end, b + 1));
            all.add(blocks[b], 1);
        }
        double[] residuals = Scratch.zeros(targets.length);
        for (int b = 0; b < BLOCKS; b++) {
            int from = edge(first, end, b);
            int to = edge(first, end, b + 1);
            Ridge others = new Ridge();
            others.add(all, 1);
            others.add(blocks[b], -1);
            others.add(Ridge.over(placebos, Math.max(first, from - purge + 1), from), -1);
            others.add(Ridge.over(placebos, to, Math.min(end, to + purge - 1)), -1);
            if (others.rows() >= LEAST_ROWS_TO_FIT) {
                residual(placebos, others.solve(others.rows() / correlated), from, to, residuals);
            } else {
                Arrays.fill(residuals, from, to, Double.NaN);
            }
        }
        Ridge.Fit fit = all.solve(all.rows() / correlated);
        return new HeldOut(fit, fit.residual(placebos, 0), residuals, first, end - first, (int) all.rows());
    }

    /**
     * Takes off what goes with controls; see {@link ControlFit}.
     *
     * @param controls rows of the controls
     * @param purge windows of placebos that are fewer than so many points apart overlap
     * @param correlated number of placebos that together carry about as much information as an independent one
     * @return the residuals that are left; null if no control can be used
     */
    HeldOut less(ControlRows controls, int purge, double correlated) {
        int end = first + span;
        ControlFit fit = new ControlFit(residuals, controls, first, end, correlated);
        if (fit.isEmpty()) {
            return null;
        }
        double[] left = Scratch.any(residuals.length);
        System.arraycopy(residuals, 0, left, 0, left.length);
        for (int b = 0; b < BLOCKS; b++) {
            fit.leftOf(edge(first, end, b), edge(first, end, b + 1), purge, left);
        }
        return new HeldOut(this.fit, fit.leftOf(ofChange), left, first, span, count);
    }

    /** Returns the absolute residuals, by grid point. */
    public double[] sizes() {
        double[] sizes = Scratch.any(residuals.length);
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.abs(residuals[i]);
        }
        return sizes;
    }

    private static int edge(int first, int end, int block) {
        return first + (int) ((long) (end - first) * block / BLOCKS);
    }

    private static void residual(Placebos placebos, Ridge.Fit fit, int from, int to, double[] residuals) {
        for (int i = from; i < to; i++) {
            residuals[i] = fit.residual(placebos, i);
        }
    }
}
