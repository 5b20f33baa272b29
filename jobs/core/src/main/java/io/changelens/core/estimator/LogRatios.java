package io.changelens.core.estimator;

/**
 * Logarithms of ratios that are mostly near 1: with {@code z = (x - 1) / (x + 1)},
 * {@code log x = 2 (z + z³/3 + z⁵/5 + ...)} (Abramowitz and Stegun 1964, 4.1.27). From a half to two, z² is at most a
 * ninth, and fifteen terms are exact to the last digits. The series is plain arithmetic, which the compiler turns into
 * vector instructions; calls of {@link Math#log} for each window of each placebo were the largest part of an estimate.
 */
public final class LogRatios {

    private static final double LEAST = 0.5;
    private static final double MOST = 2;

    private LogRatios() {}

    /**
     * Stores {@code log(above[first + i] / below[i])}; NaN where one of the two is NaN.
     *
     * @param above positive numbers, or NaN
     * @param first index of the first numerator
     * @param below positive numbers, or NaN
     * @param logs receives the logarithms; may be one of the other arrays
     * @param count number of ratios
     */
    public static void of(double[] above, int first, double[] below, double[] logs, int count) {
        boolean near = true;
        for (int i = 0; i < count; i++) {
            logs[i] = above[i + first] / below[i];
        }
        for (int i = 0; i < count; i++) {
            near &= !(logs[i] < LEAST || logs[i] > MOST);
        }
        if (near) {
            for (int i = 0; i < count; i++) {
                logs[i] = nearOne(logs[i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                double x = logs[i];
                logs[i] = x < LEAST || x > MOST ? Math.log(x) : nearOne(x);
            }
        }
    }

    private static double nearOne(double x) {
        double z = (x - 1) / (x + 1);
        double s = z * z;
        double series = Math.fma(s, 1.0 / 31, 1.0 / 29);
        series = Math.fma(s, series, 1.0 / 27);
        series = Math.fma(s, series, 1.0 / 25);
        series = Math.fma(s, series, 1.0 / 23);
        series = Math.fma(s, series, 1.0 / 21);
        series = Math.fma(s, series, 1.0 / 19);
        series = Math.fma(s, series, 1.0 / 17);
        series = Math.fma(s, series, 1.0 / 15);
        series = Math.fma(s, series, 1.0 / 13);
        series = Math.fma(s, series, 1.0 / 11);
        series = Math.fma(s, series, 1.0 / 9);
        series = Math.fma(s, series, 1.0 / 7);
        series = Math.fma(s, series, 1.0 / 5);
        series = Math.fma(s, series, 1.0 / 3);
        return Math.fma(2 * z * s, series, 2 * z);
    }
}
