package io.changelens.core.estimator;

/**
 * The usual absolute residual at each hour of the day: a kernel mean over neighbouring hours, shrunk towards the mean
 * over all hours, which matters at hours with few residuals. For absolute residuals r_i at hours h_i:
 *
 * <p>{@code s(h) = (Σ_i K(h - h_i) r_i + m mean(r)) / (Σ_i K(h - h_i) + m)}, where {@code K(d) = exp(-(d / 1.5)² / 2)}
 * up to 6 hours on the 24-hour circle, and m is the number of placebos in four windows.
 */
public final class DailyScale {

    private static final int HOURS = 24;
    private static final double KERNEL_HOURS = 1.5;
    /** Hours farther away weigh less than a ten-thousandth. */
    private static final int KERNEL_REACH = 6;

    private static final double WINDOWS_OF_ALL = 4;
    /** The scale without one residual is at least this share of the scale with it. */
    private static final double LEAST_SHARE = 0.1;

    private static final double[] KERNEL = kernel();

    private final double[] sums = new double[HOURS];
    private final double[] weights = new double[HOURS];
    private final double drawn;
    private final double sum;
    private final int count;

    /**
     * Computes the scale.
     *
     * @param sizes absolute residuals
     * @param hours hour of the day of each, 0 to 23
     * @param count how many of both arrays are used
     * @param overlap number of placebos that overlap with one, at least 1
     */
    public DailyScale(double[] sizes, int[] hours, int count, double overlap) {
        double[] sumByHour = new double[HOURS];
        double[] countByHour = new double[HOURS];
        for (int i = 0; i < count; i++) {
            sumByHour[hours[i]] += sizes[i];
            countByHour[hours[i]]++;
        }
        double all = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            all += sumByHour[hour];
        }
        smooth(sumByHour, sums);
        smooth(countByHour, weights);
        this.drawn = WINDOWS_OF_ALL * overlap;
        this.sum = all;
        this.count = count;
    }

    /** Applies the kernel. The day is a circle, so the kernel continues beyond midnight. */
    private static void smooth(double[] values, double[] smoothed) {
        double[] open = new double[HOURS + 2 * KERNEL_REACH];
        for (int hour = 0; hour < HOURS; hour++) {
            if (values[hour] != 0) {
                for (int apart = 0; apart < KERNEL.length; apart++) {
                    open[hour + apart] += KERNEL[apart] * values[hour];
                }
            }
        }
        System.arraycopy(open, KERNEL_REACH, smoothed, 0, HOURS);
        for (int i = 0; i < KERNEL_REACH; i++) {
            smoothed[HOURS - KERNEL_REACH + i] += open[i];
            smoothed[i] += open[HOURS + KERNEL_REACH + i];
        }
    }

    private static double[] kernel() {
        double[] kernel = new double[2 * KERNEL_REACH + 1];
        for (int i = 0; i < kernel.length; i++) {
            double apart = (i - KERNEL_REACH) / KERNEL_HOURS;
            kernel[i] = Math.exp(-0.5 * apart * apart);
        }
        return kernel;
    }

    /**
     * Returns the hour of the day, in 24ths of a day, at each row of a grid. Hours repeat after {@link Grid#timesOfDay}
     * points.
     */
    public static int[] hours(EffectQuestion question, Grid grid) {
        int day = question.day();
        int back = grid.stride() % day;
        int time = question.before() % day;
        double each = (double) HOURS / day;
        int[] hours = new int[grid.rows()];
        int first = Math.min(hours.length, grid.timesOfDay(day));
        for (int i = 0; i < first; i++) {
            hours[i] = (int) ((time + 0.5) * each);
            time -= back;
            time += time < 0 ? day : 0;
        }
        for (int known = first; known < hours.length; known *= 2) {
            System.arraycopy(hours, 0, hours, known, Math.min(known, hours.length - known));
        }
        return hours;
    }

    /** Returns the usual absolute residual s at an hour. */
    public double at(int hour) {
        return (sums[hour] + drawn * sum / count) / (weights[hour] + drawn);
    }

    /**
     * Divides each residual by the usual one at its hour according to all other residuals, so that a large residual
     * does not raise its own scale.
     *
     * @param sizes the absolute residuals that the scale was computed from
     * @param hours their hours
     * @return residuals in units of their leave-one-out scale
     */
    public double[] relative(double[] sizes, int[] hours) {
        double rest = count - 1.0;
        double own = 1 + drawn / rest;
        double[] least = new double[HOURS];
        double[] shares = new double[HOURS];
        double[] totals = new double[HOURS];
        for (int hour = 0; hour < HOURS; hour++) {
            least[hour] = LEAST_SHARE * at(hour);
            double weight = 1 / (weights[hour] - 1 + drawn);
            shares[hour] = own * weight;
            totals[hour] = (sums[hour] + drawn * sum / rest) * weight;
        }
        double[] relative = Scratch.any(count);
        for (int i = 0; i < count; i++) {
            int hour = hours[i];
            double others = totals[hour] - shares[hour] * sizes[i];
            // Rarely true; Math.max would cost more than the division.
            relative[i] = sizes[i] / (others < least[hour] ? least[hour] : others);
        }
        return relative;
    }
}
