package io.changelens.core.estimator;

import java.util.Arrays;

/**
 * The KPI over windows of one kind at the points of a grid. At point i it is {@code v_i = values[i + shift]}; NaN where
 * the window has no value. Windows of points from {@code known} on start before the series.
 *
 * @param values positive, or NaN
 * @param shift index of point 0
 * @param known number of points whose windows lie within the series
 * @param complete whether none of the known values is NaN
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Levels(double[] values, int shift, int known, boolean complete) {

    /** Largest number of earlier periods that a base is computed from. */
    public static final int MOST_PERIODS = 4;

    /** Neither a day nor a week has a multiple of five points. */
    private static final int SAMPLED = 5;

    private static final int LEAST_SAMPLES = 10;
    private static final double CLEARLY = 0.95;

    /** The KPI over windows that lie so many strides earlier: {@code v_(i + points)} at point i. */
    public Levels earlier(int points) {
        return new Levels(values, shift + points, Math.max(0, known - points), complete);
    }

    /**
     * Computes the base of each row: the middle of {@code v_(i + back + k period)} over the periods {@code k = 0 .. 3}
     * that have a value; NaN if none has. The middle of three or four values is the median, so that one period with a
     * disturbance does not move it; of two it is their mean. Means of two values are geometric.
     *
     * @param counts receives the number of periods of each base; null if it is not needed
     */
    public double[] middles(Grid grid, int[] counts) {
        int rows = grid.rows();
        int[] ends = new int[MOST_PERIODS + 2];
        ends[0] = rows;
        for (int earlier = 0; earlier < MOST_PERIODS; earlier++) {
            ends[earlier + 1] = Math.max(0, Math.min(rows, known - back(grid, earlier)));
        }
        double[] middles = Scratch.any(rows);
        if (complete) {
            ofFour(grid, middles, ends[4]);
            ofThree(grid, middles, ends[4], ends[3]);
            ofFewer(grid, middles, ends);
            for (int earlier = 0; counts != null && earlier < MOST_PERIODS; earlier++) {
                Arrays.fill(counts, ends[earlier + 2], ends[earlier + 1], earlier + 1);
            }
        } else {
            ofKnown(grid, middles, ends, counts);
        }
        return middles;
    }

    private static int back(Grid grid, int earlier) {
        return grid.back() + earlier * grid.period();
    }

    /**
     * Has no branches and reads and writes all arrays at the same index, so that the compiler turns the loop into vector
     * instructions.
     */
    private void ofFour(Grid grid, double[] middles, int to) {
        double[] first = copy(grid, 0, 0, to);
        double[] second = copy(grid, 1, 0, to);
        double[] third = copy(grid, 2, 0, to);
        double[] fourth = copy(grid, 3, 0, to);
        for (int i = 0; i < to; i++) {
            double a = first[i];
            double b = second[i];
            double c = third[i];
            double d = fourth[i];
            double one = twiceTheGreater(twiceTheLesser(a, b), twiceTheLesser(c, d));
            double other = twiceTheLesser(twiceTheGreater(a, b), twiceTheGreater(c, d));
            middles[i] = 0.25 * Math.sqrt(one * other);
        }
    }

    private void ofThree(Grid grid, double[] middles, int from, int to) {
        double[] first = copy(grid, 0, from, to);
        double[] second = copy(grid, 1, from, to);
        double[] third = copy(grid, 2, from, to);
        for (int i = from; i < to; i++) {
            double a = first[i];
            double b = second[i];
            double c = third[i];
            double atMost = twiceTheLesser(twiceTheGreater(a, b), 2 * c);
            middles[i] = 0.125 * twiceTheGreater(2 * twiceTheLesser(a, b), atMost);
        }
    }

    /** Returns the values of an earlier period at the points {@code [from, to)}. */
    private double[] copy(Grid grid, int earlier, int from, int to) {
        double[] copy = Scratch.any(grid.rows());
        if (from < to) {
            System.arraycopy(values, from + shift + back(grid, earlier), copy, from, to - from);
        }
        return copy;
    }

    /**
     * Returns twice the lesser of two positive numbers, with rounding errors that are small when both are near each other.
     * {@link Math#min} does not become a vector instruction and takes seven times as long.
     */
    private static double twiceTheLesser(double a, double b) {
        return a + b - Math.abs(a - b);
    }

    private static double twiceTheGreater(double a, double b) {
        return a + b + Math.abs(a - b);
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
        double[] found = new double[MOST_PERIODS];
        for (int i = 0; i < ends[0]; i++) {
            int count = 0;
            for (int earlier = 0; earlier < MOST_PERIODS && i < ends[earlier + 1]; earlier++) {
                double level = values[i + shift + back(grid, earlier)];
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
     * Whether windows differ more from those some steps before than from those a period before, by the mean of
     * {@code |v - u| / (v + u)} over every fifth point; false if too few have both.
     *
     * @param rows points to compare
     * @param steps steps back to the other windows
     */
    boolean isUnlike(int rows, int steps, Grid grid) {
        int near = steps / grid.stride();
        int far = grid.period();
        if (steps % grid.stride() != 0) {
            return false;
        }
        double apartNear = 0;
        double apartFar = 0;
        int count = 0;
        for (int i = 0; i < rows && i + far < known; i += SAMPLED) {
            double v = values[i + shift];
            double b = values[i + shift + near];
            double c = values[i + shift + far];
            double one = Math.abs(v - b) / (v + b);
            double other = Math.abs(v - c) / (v + c);
            if (!Double.isNaN(one) && !Double.isNaN(other)) {
                apartNear += one;
                apartFar += other;
                count++;
            }
        }
        return count >= LEAST_SAMPLES && apartNear > CLEARLY * apartFar;
    }

    /**
     * Stores {@code log(v_i / with[i])} at each point; NaN where one of the two has no value.
     *
     * @param with the base that each window is compared with
     * @param logs receives the logarithms; may be the same array
     * @return {@code logs}
     */
    public double[] over(double[] with, double[] logs) {
        int to = Math.min(with.length, known);
        LogRatios.of(values, shift, with, logs, to);
        Arrays.fill(logs, to, with.length, Double.NaN);
        return logs;
    }
}
