package io.changelens.core.estimator;

import java.util.Arrays;

/**
 * Arrays that a thread's next estimate uses again. An estimate is short enough for fresh memory to cost as much as a fifth of
 * it: what was just used is still in the processor's cache. What is taken belongs to the taker until the next
 * {@link #begin}.
 */
public final class Scratch {

    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);
    private static final int FIRST_ARRAYS = 32;

    private double[][] arrays = new double[FIRST_ARRAYS][];
    private int taken;

    private Scratch() {}

    /** Takes back what this thread's last estimate took. */
    public static void begin() {
        OF_THREAD.get().taken = 0;
    }

    /** An array of zeros. */
    public static double[] zeros(int length) {
        double[] array = any(length);
        Arrays.fill(array, 0);
        return array;
    }

    /** An array whose values are whatever they were. */
    public static double[] any(int length) {
        return OF_THREAD.get().take(length);
    }

    private double[] take(int length) {
        if (taken == arrays.length) {
            arrays = Arrays.copyOf(arrays, 2 * taken);
        }
        double[] array = arrays[taken];
        if (array == null || array.length != length) {
            array = new double[length];
            arrays[taken] = array;
        }
        taken++;
        return array;
    }
}
