package io.changelens.estimation.effect;

import java.util.Arrays;

/** Logarithms of one kind of window at each time of a grid, and of the same window in the weeks before. */
final class Logs {

    private final Grid grid;
    private final Windows windows;
    private final int from;
    private final int length;
    private final int week;
    private final int nearest;
    private final double[] logs;

    /**
     * Takes the logarithms.
     *
     * @param from where the window at the change begins
     * @param length steps in the window
     */
    Logs(EffectQuestion question, Grid grid, Windows windows, int from, int length) {
        this.grid = grid;
        this.windows = windows;
        this.from = from;
        this.length = length;
        this.week = question.week() / grid.stride();
        this.nearest = question.season() / grid.stride();
        this.logs = new double[grid.points()];
        windows.logs(logs, from, grid.stride(), length);
    }

    /** The logarithm at a time; NaN where it cannot be said. */
    double log(int point) {
        return logs[point];
    }

    /** Mean over the earlier weeks that say something, nearest first, {@link Placebos#WEEKS} at most; NaN if none does. */
    double base(int point) {
        double sum = 0;
        int count = 0;
        int end = Math.min(logs.length, point + nearest + Placebos.WEEKS * week);
        for (int i = point + nearest; i < end; i += week) {
            double log = logs[i];
            if (!Double.isNaN(log)) {
                sum += log;
                count++;
            }
        }
        return sum / count;
    }

    /** How many weeks the base averages. */
    int weeks(int point) {
        int count = 0;
        int end = Math.min(logs.length, point + nearest + Placebos.WEEKS * week);
        for (int i = point + nearest; i < end; i += week) {
            count += Double.isNaN(logs[i]) ? 0 : 1;
        }
        return count;
    }

    /** The logarithms of the windows so many steps earlier. */
    double[] earlier(int steps) {
        double[] earlier = new double[logs.length];
        if (steps % grid.stride() == 0) {
            int shift = steps / grid.stride();
            int known = Math.max(0, logs.length - shift);
            System.arraycopy(logs, Math.min(shift, logs.length), earlier, 0, known);
            Arrays.fill(earlier, known, earlier.length, Double.NaN);
        } else {
            windows.logs(earlier, from - steps, grid.stride(), length);
        }
        return earlier;
    }
}
