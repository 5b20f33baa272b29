package io.changelens.estimation.effect;

/**
 * How far predictions usually miss at each time of day: the mean absolute miss, smoothed over neighbouring hours by a
 * normal kernel and drawn to the mean over all hours as if four more windows had missed by that, which matters at hours of
 * which little is known.
 */
final class DailyScale {

    private static final int HOURS = 24;
    private static final double KERNEL_HOURS = 1.5;
    private static final double WINDOWS_OF_ALL = 4;
    /** A scale without one of its misses is at least this share of that with it. */
    private static final double LEAST_SHARE = 0.1;

    private static final double[] KERNEL = kernel();

    private final double[] sums = new double[HOURS];
    private final double[] weights = new double[HOURS];
    private final double drawn;
    private final int count;
    private final double sum;

    /**
     * The scale.
     *
     * @param sizes how far each prediction misses
     * @param hours the hour of the day of each
     * @param count how many there are
     * @param overlap how many of them overlap with one
     */
    DailyScale(double[] sizes, int[] hours, int count, double overlap) {
        double[] sumByHour = new double[HOURS];
        double[] countByHour = new double[HOURS];
        double all = 0;
        for (int i = 0; i < count; i++) {
            sumByHour[hours[i]] += sizes[i];
            countByHour[hours[i]]++;
            all += sizes[i];
        }
        for (int hour = 0; hour < HOURS; hour++) {
            for (int other = 0; other < HOURS; other++) {
                double weight = KERNEL[hour - other + HOURS];
                sums[hour] += weight * sumByHour[other];
                weights[hour] += weight * countByHour[other];
            }
        }
        this.drawn = WINDOWS_OF_ALL * overlap;
        this.count = count;
        this.sum = all;
    }

    private static double[] kernel() {
        double[] kernel = new double[2 * HOURS];
        for (int i = 0; i < kernel.length; i++) {
            int apart = Math.min(Math.abs(i - HOURS), HOURS - Math.abs(i - HOURS));
            kernel[i] = Math.exp(-0.5 * apart * apart / (KERNEL_HOURS * KERNEL_HOURS));
        }
        return kernel;
    }

    /** The hour of the day at a step, as a 24th of it. */
    static int hour(int step, int day) {
        return (int) ((long) Math.floorMod(step, day) * HOURS / day);
    }

    /** What is usual at an hour. */
    double at(int hour) {
        return (sums[hour] + drawn * sum / count) / (weights[hour] + drawn);
    }

    /** What is usual at an hour by all misses but one of that hour, so that a large one does not hide itself. */
    double without(double size, int hour) {
        double without = (sums[hour] - size + drawn * (sum - size) / (count - 1)) / (weights[hour] - 1 + drawn);
        return Math.max(LEAST_SHARE * at(hour), without);
    }
}
