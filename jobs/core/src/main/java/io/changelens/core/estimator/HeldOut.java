package io.changelens.core.estimator;

import java.util.Arrays;

/**
 * A regression on all placebos, and how far regressions miss that were fitted without the block of time they predict.
 *
 * @param fit the regression on all
 * @param sizes how far each placebo is missed; NaN where there is none, or too few others are left to fit
 * @param first the grid point of the newest placebo
 * @param span points from there to the oldest, inclusive
 * @param count number of placebos
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HeldOut(Ridge.Fit fit, double[] sizes, int first, int span, int count) {

    private static final int LEAST_ROWS_TO_FIT = 30;
    private static final int BLOCKS = 8;

    /**
     * Predicts each block of time from all others, less those whose windows overlap with it.
     *
     * @param purge windows of placebos less than so many points apart overlap
     * @param correlated how many placebos say about as much as one
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
        double[] sizes = Scratch.zeros(targets.length);
        for (int b = 0; b < BLOCKS; b++) {
            int from = edge(first, end, b);
            int to = edge(first, end, b + 1);
            Ridge others = new Ridge();
            others.add(all, 1);
            others.add(blocks[b], -1);
            others.add(Ridge.over(placebos, Math.max(first, from - purge + 1), from), -1);
            others.add(Ridge.over(placebos, to, Math.min(end, to + purge - 1)), -1);
            if (others.rows() >= LEAST_ROWS_TO_FIT) {
                residual(placebos, others.solve(others.rows() / correlated), from, to, sizes);
            } else {
                Arrays.fill(sizes, from, to, Double.NaN);
            }
        }
        return new HeldOut(all.solve(all.rows() / correlated), sizes, first, end - first, (int) all.rows());
    }

    private static int edge(int first, int end, int block) {
        return first + (int) ((long) (end - first) * block / BLOCKS);
    }

    private static void residual(Placebos placebos, Ridge.Fit fit, int from, int to, double[] sizes) {
        for (int i = from; i < to; i++) {
            sizes[i] = Math.abs(fit.residual(placebos, i));
        }
    }
}
