package io.changelens.core.estimator;

import java.util.Arrays;

/**
 * Arrays that the estimates of one thread reuse. An estimate is so short that fresh memory would cost up to a fifth of
 * it, whereas arrays that were just used are still in the processor's cache. An array belongs to its taker until the
 * thread's next {@link #begin}.
 */
public final class Scratch {

    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);
    private static final int FIRST_ARRAYS = 32;

    private double[][] arrays = new double[FIRST_ARRAYS][];
    private int taken;

    private Scratch() {}

    /** Makes all arrays that this thread has taken available again. */
    public static void begin() {
        OF_THREAD.get().taken = 0;
    }

    /** Takes an array of zeros. */
    public static double[] zeros(int length) {
        double[] array = any(length);
        Arrays.fill(array, 0);
        return array;
    }

    /** Takes an array with arbitrary content. */
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
