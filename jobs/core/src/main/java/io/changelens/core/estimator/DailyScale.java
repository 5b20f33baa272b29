package io.changelens.core.estimator;

/**
 * How far predictions usually miss at each time of day: the mean absolute miss, smoothed over neighbouring hours by a
 * normal kernel and drawn to the mean over all hours as if four more windows had missed by that, which matters at hours of
 * which little is known.
 */
public final class DailyScale {

    private static final int HOURS = 24;
    private static final double KERNEL_HOURS = 1.5;
    /** Farther hours weigh less than a ten-thousandth. */
    private static final int KERNEL_REACH = 6;

    private static final double WINDOWS_OF_ALL = 4;
    /** A scale without one of its misses is at least this share of that with it. */
    private static final double LEAST_SHARE = 0.1;

    private static final double[] KERNEL = kernel();

    private final double[] sums = new double[HOURS];
    private final double[] weights = new double[HOURS];
    private final double drawn;
    private final double sum;
    private final int count;

    /**
     * The scale.
     *
     * @param sizes how far each prediction misses
     * @param hours the hour of the day of each
     * @param count how many there are
     * @param overlap how many of them overlap with one
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

    /** Spreads each hour over its neighbours; the day is a circle, cut open here and put together again. */
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

    /** The hours of the day, as 24ths of it, at the points of a grid; sooner or later they come again. */
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
        for (int i = first; i < hours.length; i += first) {
            System.arraycopy(hours, 0, hours, i, Math.min(first, hours.length - i));
        }
        return hours;
    }

    /** What is usual at an hour. */
    public double at(int hour) {
        return (sums[hour] + drawn * sum / count) / (weights[hour] + drawn);
    }

    /**
     * Each miss in units of what is usual at its hour by all others, so that a large one does not hide itself.
     *
     * @param sizes the misses that this was made of
     * @param hours their hours
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
            // Hardly ever; Math.max would cost more than the division.
            relative[i] = sizes[i] / (others < least[hour] ? least[hour] : others);
        }
        return relative;
    }
}
