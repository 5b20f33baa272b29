package io.changelens.estimation.effect;

import java.util.Arrays;

/**
 * Logarithms of one kind of window at the points of a grid, NaN where one cannot be said. Beyond the known points the
 * windows begin before the series.
 *
 * @param values the logarithms
 * @param shift where point 0 is in them
 * @param known points
 * @param complete whether none of the known ones is NaN
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Logs(double[] values, int shift, int known, boolean complete) {

    /** Most earlier weeks that are averaged. */
    static final int MOST_WEEKS = 4;

    /** The same at as many points later: those of windows that many strides earlier. */
    Logs earlier(int points) {
        return new Logs(values, shift + points, Math.max(0, known - points), complete);
    }

    /**
     * The mean over the same window in up to {@link #MOST_WEEKS} earlier weeks that say something, at each point for which
     * there is one; NaN if none does.
     *
     * @param counts receives how many weeks each averages; null if nobody asks
     */
    double[] means(Grid grid, int[] counts) {
        double[] means = Scratch.zeros(grid.rows());
        int[] known = complete || counts != null ? counts : new int[means.length];
        int end = means.length;
        for (int week = 0; week < MOST_WEEKS; week++) {
            int back = grid.season() + week * grid.week();
            int to = Math.max(0, Math.min(means.length, this.known - back));
            if (complete) {
                add(means, back + shift, to);
                divide(means, known, to, end, week);
                end = to;
            } else {
                addKnown(means, known, back + shift, to);
            }
        }
        if (complete) {
            divide(means, known, 0, end, MOST_WEEKS);
        } else {
            for (int i = 0; i < means.length; i++) {
                means[i] /= known[i];
            }
        }
        return means;
    }

    /** A loop without a branch, which the compiler turns into vector instructions. */
    private void add(double[] means, int back, int to) {
        double[] all = values;
        for (int i = 0; i < to; i++) {
            means[i] += all[i + back];
        }
    }

    private void addKnown(double[] means, int[] counts, int back, int to) {
        for (int i = 0; i < to; i++) {
            double log = values[i + back];
            if (!Double.isNaN(log)) {
                means[i] += log;
                counts[i]++;
            }
        }
    }

    private static void divide(double[] means, int[] counts, int from, int to, int count) {
        double share = count == 0 ? Double.NaN : 1.0 / count;
        for (int i = from; i < to; i++) {
            means[i] *= share;
        }
        if (counts != null) {
            Arrays.fill(counts, from, Math.max(from, to), count);
        }
    }

    /**
     * Puts how far each window is from what it is compared with; NaN where that cannot be said.
     *
     * @param with what it is compared with
     * @param difference receives the differences; may be the same array
     */
    double[] less(double[] with, double[] difference) {
        double[] all = values;
        int to = Math.min(with.length, known);
        for (int i = 0; i < to; i++) {
            difference[i] = all[i + shift] - with[i];
        }
        Arrays.fill(difference, to, with.length, Double.NaN);
        return difference;
    }
}
