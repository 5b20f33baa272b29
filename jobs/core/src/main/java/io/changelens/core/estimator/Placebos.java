package io.changelens.core.estimator;

import java.util.Arrays;

/**
 * The rows of the regression, by the points of a grid: the change in row 0, and the placebo times before it. All values
 * are differences of logarithms, so that the level of the KPI cancels out. For the windows of row i, with base(·) the
 * median of the same window in up to four earlier weeks ({@link Levels#middles}):
 *
 * <ul>
 *   <li>{@code before_i = log(u_i / base(u_i))}, where u_i is the window of the same length just before t_i;
 *   <li>{@code moments_i} is the same over the last twelfth of that length; 0 for windows shorter than a stride, of
 *     which it carries no information;
 *   <li>{@code yesterday_i = log(y_i / base(v_i))}, where y_i is the latest window at the same time of day that ended
 *     before t_i; 0 if that is no later than those of the base;
 *   <li>{@code targets_i = log(v_i / base(v_i)) - 0.8 before_i}, where v_i is the window after t_i.
 * </ul>
 *
 * <p>The ridge prior of the coefficients is therefore 0.8 for the first predictor and 0 for the others. A predictor
 * that cannot be computed is 0. Where the level has clearly moved since the earlier weeks, the base moves with it: the
 * shift is subtracted from all four values.
 *
 * @param grid the points
 * @param weeks number of weeks in each base
 * @param before first predictor
 * @param moments second predictor
 * @param yesterday third predictor
 * @param targets values to predict, that of the change first; NaN where there is no placebo time
 * @param jumps how much the KPI over a stride differs from that over the stride before, each relative to its base, in
 *     size; null unless a window is several strides long
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Placebos(
        Grid grid,
        int[] weeks,
        double[] before,
        double[] moments,
        double[] yesterday,
        double[] targets,
        double[] jumps) {

    /** Prior of the first coefficient: the share of the latest deviation that is expected to persist. */
    private static final double PRIOR = 0.8;

    /** A level has clearly moved if its deviation exceeds this multiple of the usual one. */
    private static final double CLEARLY = 5;

    /**
     * The usual deviation is computed from every fifth row; 5 divides neither a day's nor a week's number of points.
     */
    private static final int SAMPLED = 5;

    /** A window of fewer strides shows noise as soon as strides do. */
    private static final int LEAST_STRIDES = 4;

    /** The last moments before are a twelfth of the window's length. */
    private static final double MOMENTS = 12;

    /**
     * Computes the rows of a question.
     *
     * @param question times of the change and the observation window
     * @param grid points of the rows
     * @param windows the KPI over windows
     * @param blocked times that the windows before and after a placebo time must not overlap
     */
    public static Placebos read(
            EffectQuestion question, Season season, Grid grid, Windows windows, BlockedTimes blocked) {
        int at = question.before();
        int brief = Math.max(1, (int) Math.round(question.elapsed() / MOMENTS));
        Levels after = windows.after();
        int[] weeks = new int[grid.rows()];
        double[] base = after.middles(grid, weeks);
        double[] moments = question.elapsed() < grid.stride()
                ? Scratch.zeros(base.length)
                : news(grid, windows.levels(grid, at, -brief, brief));
        double[] yesterday = yesterday(question, season, grid, windows, after, base);
        double[] targets = after.over(base, base);
        double[] before = justBefore(question, grid, windows, targets);
        Placebos placebos =
                new Placebos(grid, weeks, before, moments, yesterday, targets, jumps(question, grid, windows));
        placebos.complete();
        placebos.leaveOut(question, blocked);
        return placebos;
    }

    /** Computes the jumps between neighbouring strides, the latest before the point: they show noise before long windows do. */
    private static double[] jumps(EffectQuestion question, Grid grid, Windows windows) {
        if (question.elapsed() < LEAST_STRIDES * grid.stride()) {
            return null;
        }
        double[] deviations = news(grid, windows.levels(grid, question.before(), -grid.stride(), grid.stride()));
        for (int i = 0; i + 1 < deviations.length; i++) {
            deviations[i] = Math.abs(deviations[i] - deviations[i + 1]);
        }
        if (deviations.length > 0) {
            deviations[deviations.length - 1] = Double.NaN;
        }
        return deviations;
    }

    private static double[] news(Grid grid, Levels levels) {
        double[] middles = levels.middles(grid, null);
        return levels.over(middles, middles);
    }

    /**
     * Replaces unknown predictors by 0, moves the base of rows whose level has clearly moved, and subtracts the prior.
     *
     * <p>A level has clearly moved where {@code before} and {@code yesterday} deviate in the same direction by more than
     * {@link #CLEARLY} times the usual deviation. The lesser of both is the shift. A regression alone would treat the
     * shift as noise if the history before had none.
     *
     * <p>Placebo times whose first predictor is unknown miss several times as far as others. They are no measure of a
     * prediction that knows it, so they are removed if that of the change is known.
     */
    private void complete() {
        double clearly = CLEARLY * usual(before);
        boolean known = before.length > 0 && !Double.isNaN(before[0]);
        for (int i = 0; i < before.length; i++) {
            boolean comparable = !known || !Double.isNaN(before[i]);
            before[i] = orZero(before[i]);
            moments[i] = orZero(moments[i]);
            yesterday[i] = orZero(yesterday[i]);
            if (before[i] == 0 || Math.abs(before[i]) > clearly) {
                moveLevel(i, clearly);
            }
            targets[i] = comparable ? targets[i] - PRIOR * before[i] : Double.NaN;
        }
    }

    private static double orZero(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    private void moveLevel(int row, double clearly) {
        double common = common(before[row], yesterday[row]);
        if (Math.abs(common) > clearly) {
            before[row] -= common;
            moments[row] -= common;
            yesterday[row] -= common;
            targets[row] -= common;
        }
    }

    /**
     * Returns the mean absolute value of all values but 0, without those of more than twice the mean, which include
     * moved levels, and without unknown ones. One value in five is a sufficient sample.
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

    /**
     * Returns the part that two values have in common: the smaller in size if both have the same sign, else 0. A value
     * of 0 stands for unknown; then it is the other.
     */
    private static double common(double a, double b) {
        double product = a * b;
        if (product == 0) {
            return a + b;
        }
        return product < 0 ? 0 : Math.abs(a) < Math.abs(b) ? a : b;
    }

    /**
     * Computes the first predictor. Without a gap and a clock change, the window before a point is the window after
     * another point, so its deviation is already known.
     */
    private static double[] justBefore(EffectQuestion question, Grid grid, Windows windows, double[] differences) {
        int length = question.elapsed();
        if (question.gap() > 0
                || length % grid.stride() != 0
                || question.clock().any()) {
            return news(grid, windows.levels(grid, question.before(), -length, length));
        }
        int earlier = Math.min(differences.length, length / grid.stride());
        double[] before = Scratch.any(differences.length);
        System.arraycopy(differences, earlier, before, 0, differences.length - earlier);
        Arrays.fill(before, differences.length - earlier, differences.length, Double.NaN);
        return before;
    }

    private static double[] yesterday(
            EffectQuestion question, Season season, Grid grid, Windows windows, Levels after, double[] base) {
        int steps = (question.whole() + question.day() - 1) / question.day() * question.day();
        if (steps >= season.back(question)) {
            return Scratch.zeros(base.length);
        }
        Levels earlier = steps % grid.stride() == 0
                ? after.earlier(steps / grid.stride())
                : windows.levels(grid, question.after() - steps, 0, question.elapsed());
        return earlier.over(base, Scratch.any(base.length));
    }

    /**
     * Removes windows that had not ended at the change, overlap blocked times or a clock change, or lie between two placebo
     * times.
     */
    private void leaveOut(EffectQuestion question, BlockedTimes blocked) {
        int open = Math.min(targets.length, (question.whole() + grid.stride() - 1) / grid.stride());
        Arrays.fill(targets, Math.min(1, open), open, Double.NaN);
        if (blocked == BlockedTimes.NONE
                && grid.every() == 1
                && !question.clock().any()) {
            return;
        }
        for (int i = open; i < targets.length; i++) {
            int time = question.before() - i * grid.stride();
            if ((i - open) % grid.every() != 0 || isBlocked(question, blocked, time)) {
                targets[i] = Double.NaN;
            }
        }
    }

    private static boolean isBlocked(EffectQuestion question, BlockedTimes blocked, int time) {
        ClockChanges clock = question.clock();
        int step = clock.inSeries(time);
        return step + question.whole() > question.before()
                || clock.between(time - question.elapsed(), time + question.whole())
                || blocked.overlaps(step - question.elapsed(), step + question.whole());
    }

    /** Whether the change's own window has a value and a base. */
    public boolean hasBase() {
        return targets.length > 0 && !Double.isNaN(targets[0]);
    }
}
