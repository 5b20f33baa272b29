package io.changelens.core.estimator;

import java.util.Arrays;

/**
 * The change and the placebo times before it: what is known at each of the window after it, and what has to be predicted,
 * by the points of a grid. All are differences of logarithms, so that the level of the KPI drops out.
 *
 * <p>The base of the prediction is the median of the same window in up to four earlier weeks, moved as far as the level
 * has clearly moved since. The predictors, all known at
 * that time, are how the window just before differs from the same in those weeks, how the last moments do (of a short window
 * they are too few to say anything), and how the same window yesterday differs from the base. One that cannot be said is 0.
 *
 * @param grid the points
 * @param weeks how many weeks the base averages
 * @param before the first predictor
 * @param moments the second
 * @param yesterday the third
 * @param targets what has to be predicted, the change's first; NaN where there is no placebo time
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Placebos(
        Grid grid, int[] weeks, double[] before, double[] moments, double[] yesterday, double[] targets) {

    /** What the regression starts from: so much of what is new just before stays. */
    private static final double PRIOR = 0.8;

    /** From how many times the usual on a level has clearly moved. */
    private static final double CLEARLY = 5;

    /** Of so many rows one is read where the usual size is asked for; no divisor of a day's or a week's points. */
    private static final int SAMPLED = 5;

    /** The last moments before: a twelfth of the window's length. */
    private static final double MOMENTS = 12;

    /**
     * Reads them.
     *
     * @param blocked what the windows before and after a placebo time must not touch
     */
    public static Placebos read(EffectQuestion question, Grid grid, Windows windows, BlockedTimes blocked) {
        int at = question.before();
        int brief = Math.max(1, (int) Math.round(question.elapsed() / MOMENTS));
        Levels after = windows.after();
        int[] weeks = new int[grid.rows()];
        double[] base = after.middles(grid, weeks);
        double[] moments = question.elapsed() < grid.stride()
                ? Scratch.zeros(base.length)
                : news(grid, windows.levels(grid, at - brief, brief));
        double[] yesterday = yesterday(question, grid, windows, after, base);
        double[] targets = after.over(base, base);
        double[] before = justBefore(question, grid, windows, targets);
        moveLevel(before, moments, yesterday, targets);
        for (int i = 0; i < targets.length; i++) {
            targets[i] -= PRIOR * before[i];
        }
        Placebos placebos = new Placebos(grid, weeks, before, moments, yesterday, targets);
        placebos.leaveOut(question, blocked);
        return placebos;
    }

    private static double[] news(Grid grid, Levels levels) {
        double[] middles = levels.middles(grid, null);
        return orZero(levels.over(middles, middles));
    }

    /**
     * A level that has clearly moved stays moved: where the window just before and the same window yesterday both differ from
     * theirs in the same direction, many times as far as is usual, the base moves with them. A regression alone would take that
     * for noise where the history before had no such move.
     */
    private static void moveLevel(double[] before, double[] moments, double[] yesterday, double[] targets) {
        double clearly = CLEARLY * usual(before);
        for (int i = 0; i < before.length; i++) {
            if (before[i] == 0 || Math.abs(before[i]) > clearly) {
                double common = common(before[i], yesterday[i]);
                if (Math.abs(common) > clearly) {
                    before[i] -= common;
                    moments[i] -= common;
                    yesterday[i] -= common;
                    targets[i] -= common;
                }
            }
        }
    }

    /**
     * The mean size of those that are not 0, without those of more than twice the mean: levels that moved are among them. One
     * in five says it well enough.
     */
    private static double usual(double[] values) {
        double mean = meanUpTo(values, Double.POSITIVE_INFINITY);
        return meanUpTo(values, 2 * mean);
    }

    private static double meanUpTo(double[] values, double most) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < values.length; i += SAMPLED) {
            double size = Math.abs(values[i]);
            if (size > 0 && size <= most) {
                sum += size;
                count++;
            }
        }
        return sum / Math.max(1, count);
    }

    /** What two numbers have in common: the smaller of those of one sign; the other where one is 0, which stands for unknown. */
    private static double common(double a, double b) {
        double product = a * b;
        if (product == 0) {
            return a + b;
        }
        return product < 0 ? 0 : Math.abs(a) < Math.abs(b) ? a : b;
    }

    /** If nothing lies between, the window before a point is that after another, and how it differs is known already. */
    private static double[] justBefore(EffectQuestion question, Grid grid, Windows windows, double[] differences) {
        int length = question.elapsed();
        if (question.gap() > 0 || length % grid.stride() != 0) {
            return news(grid, windows.levels(grid, question.before() - length, length));
        }
        int earlier = Math.min(differences.length, length / grid.stride());
        double[] before = Scratch.zeros(differences.length);
        System.arraycopy(differences, earlier, before, 0, differences.length - earlier);
        return orZero(before);
    }

    private static double[] yesterday(
            EffectQuestion question, Grid grid, Windows windows, Levels after, double[] base) {
        int steps = (question.whole() + question.day() - 1) / question.day() * question.day();
        if (steps >= question.season()) {
            return Scratch.zeros(base.length);
        }
        Levels earlier = steps % grid.stride() == 0
                ? after.earlier(steps / grid.stride())
                : windows.levels(grid, question.after() - steps, question.elapsed());
        return orZero(earlier.over(base, Scratch.any(base.length)));
    }

    private static double[] orZero(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.isNaN(values[i]) ? 0 : values[i];
        }
        return values;
    }

    /** Windows that had not ended at the change, or touch what is blocked, are no placebos. */
    private void leaveOut(EffectQuestion question, BlockedTimes blocked) {
        int open = Math.min(targets.length, (question.whole() + grid.stride() - 1) / grid.stride());
        Arrays.fill(targets, Math.min(1, open), open, Double.NaN);
        if (blocked == BlockedTimes.NONE && grid.every() == 1) {
            return;
        }
        for (int i = open; i < targets.length; i++) {
            int time = question.before() - i * grid.stride();
            if ((i - open) % grid.every() != 0 || blocked.markDirty(time - question.elapsed(), time + question.whole())) {
                targets[i] = Double.NaN;
            }
        }
    }

    /** Whether the change has a base to be compared with. */
    public boolean hasBase() {
        return targets.length > 0 && !Double.isNaN(targets[0]);
    }
}
