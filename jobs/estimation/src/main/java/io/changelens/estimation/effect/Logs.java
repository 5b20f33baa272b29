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
     * The middle of the same window in up to {@link #MOST_WEEKS} earlier weeks that say something, at each point for which
     * there is one; NaN if none does. Of three and four weeks it is the median, so that a week in which something went
     * wrong does not move it, of fewer the mean.
     *
     * @param counts receives of how many weeks each is the middle
     */
    double[] middles(Grid grid, int[] counts) {
        Extremes weeks = new Extremes(grid.rows());
        for (int week = 0; week < MOST_WEEKS; week++) {
            int back = grid.season() + week * grid.week();
            int to = Math.max(0, Math.min(counts.length, known - back));
            if (complete) {
                weeks.add(values, back + shift, to);
                Arrays.fill(counts, 0, to, week + 1);
            } else {
                weeks.addKnown(values, back + shift, to, counts);
            }
        }
        return weeks.middles(counts);
    }

    /**
     * How far each window is from what it is compared with; NaN where that cannot be said.
     *
     * @param with what it is compared with
     */
    double[] less(double[] with) {
        double[] difference = new double[with.length];
        double[] all = values;
        int to = Math.min(with.length, known);
        for (int i = 0; i < to; i++) {
            difference[i] = all[i + shift] - with[i];
        }
        Arrays.fill(difference, to, with.length, Double.NaN);
        return difference;
    }
}
