package io.changelens.core.estimator;

import java.util.Arrays;

/**
 * What the KPI was over one kind of window at the points of a grid, NaN where that cannot be said. Beyond the known points
 * the windows begin before the series.
 *
 * @param values positive, or NaN
 * @param shift where point 0 is in them
 * @param known points
 * @param complete whether none of the known ones is NaN
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Levels(double[] values, int shift, int known, boolean complete) {

    /** Most earlier weeks that are averaged. */
    public static final int MOST_WEEKS = 4;

    /** The same at as many points later: those of windows that many strides earlier. */
    public Levels earlier(int points) {
        return new Levels(values, shift + points, Math.max(0, known - points), complete);
    }

    /**
     * The middle of the same window in up to {@link #MOST_WEEKS} earlier weeks that say something, at each point for which
     * there is one; NaN if none does. Of three and four weeks it is the median, so that a week in which something went
     * wrong does not move it, of fewer the mean. Means are geometric.
     *
     * @param counts receives of how many weeks each is the middle; null if nobody asks
     */
    public double[] middles(Grid grid, int[] counts) {
        int rows = grid.rows();
        int[] ends = new int[MOST_WEEKS + 1];
        ends[0] = rows;
        for (int week = 0; week < MOST_WEEKS; week++) {
            ends[week + 1] = Math.max(0, Math.min(rows, known - back(grid, week)));
        }
        double[] middles = Scratch.any(rows);
        if (complete) {
            ofFour(grid, middles, ends[4]);
            ofThree(grid, middles, ends[4], ends[3]);
            ofFewer(grid, middles, ends);
            for (int week = 0; counts != null && week < MOST_WEEKS; week++) {
                Arrays.fill(counts, 0, ends[week + 1], week + 1);
            }
        } else {
            ofKnown(grid, middles, ends, counts);
        }
        return middles;
    }

    private static int back(Grid grid, int week) {
        return grid.season() + week * grid.week();
    }

    /** A loop without a branch, which the compiler turns into vector instructions. */
    private void ofFour(Grid grid, double[] middles, int to) {
        double[] all = values;
        int first = shift + back(grid, 0);
        int second = shift + back(grid, 1);
        int third = shift + back(grid, 2);
        int fourth = shift + back(grid, 3);
        for (int i = 0; i < to; i++) {
            double a = all[i + first];
            double b = all[i + second];
            double c = all[i + third];
            double d = all[i + fourth];
            double one = greater(lesser(a, b), lesser(c, d));
            double other = lesser(greater(a, b), greater(c, d));
            middles[i] = Math.sqrt(one * other);
        }
    }

    private void ofThree(Grid grid, double[] middles, int from, int to) {
        double[] all = values;
        int first = shift + back(grid, 0);
        int second = shift + back(grid, 1);
        int third = shift + back(grid, 2);
        for (int i = from; i < to; i++) {
            double a = all[i + first];
            double b = all[i + second];
            double c = all[i + third];
            middles[i] = greater(lesser(a, b), lesser(greater(a, b), c));
        }
    }

    /**
     * The lesser of two positive numbers, as exact as they are near each other: {@link Math#min} becomes no vector
     * instruction, and takes seven times as long.
     */
    private static double lesser(double a, double b) {
        return 0.5 * (a + b - Math.abs(a - b));
    }

    private static double greater(double a, double b) {
        return 0.5 * (a + b + Math.abs(a - b));
    }

    private void ofFewer(Grid grid, double[] middles, int[] ends) {
        int first = shift + back(grid, 0);
        int second = shift + back(grid, 1);
        for (int i = ends[3]; i < ends[2]; i++) {
            middles[i] = Math.sqrt(values[i + first] * values[i + second]);
        }
        for (int i = ends[2]; i < ends[1]; i++) {
            middles[i] = values[i + first];
        }
        Arrays.fill(middles, ends[1], ends[0], Double.NaN);
    }

    private void ofKnown(Grid grid, double[] middles, int[] ends, int[] counts) {
        double[] found = new double[MOST_WEEKS];
        for (int i = 0; i < ends[0]; i++) {
            int count = 0;
            for (int week = 0; week < MOST_WEEKS && i < ends[week + 1]; week++) {
                double level = values[i + shift + back(grid, week)];
                if (!Double.isNaN(level)) {
                    found[count++] = level;
                }
            }
            Arrays.sort(found, 0, count);
            middles[i] = count == 0 ? Double.NaN : Math.sqrt(found[(count - 1) / 2] * found[count / 2]);
            if (counts != null) {
                counts[i] = count;
            }
        }
    }

    /**
     * Puts how far each window is from what it is compared with, as a logarithm; NaN where that cannot be said.
     *
     * @param with what it is compared with
     * @param logs receives them; may be the same array
     */
    public double[] over(double[] with, double[] logs) {
        int to = Math.min(with.length, known);
        LogRatios.of(values, shift, with, logs, to);
        Arrays.fill(logs, to, with.length, Double.NaN);
        return logs;
    }
}
