package io.changelens.estimation.effect;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How far predictions miss where nothing was changed.
 *
 * <p>A miss is compared with those at the placebo times, each in units of what is usual at its time of day. Its p-value
 * is the geometric mean of two: its rank among the placebos (Dwass 1957; Abadie, Diamond and Hainmueller 2010), which
 * assumes no shape, and Student's t, which goes on where the placebos end. Placebo windows overlap, so a window counts
 * as a fifth of those it overlaps with in the rank, and t has as many degrees of freedom as windows lie side by side.
 */
final class NullDistribution {

    private static final int BINS = 24;
    private static final double KERNEL_BINS = 2.5;
    private static final double LOCAL = 0.8;
    private static final double CLIP = 0.95;
    private static final double OWN_SHARE = 0.2;
    private static final double LEAST_FREEDOM = 3;
    private static final double MOST_FREEDOM = 200;
    private static final int BISECTIONS = 60;
    private static final double FARTHEST = 1e6;

    private final double[] scales;
    private final double[] sorted;
    private final double own;
    private final double spread;
    private final TDistribution t;
    private final double reach;

    private NullDistribution(double[] scales, double[] sorted, double own, double spread, TDistribution t) {
        this.scales = scales;
        this.sorted = sorted;
        this.own = own;
        this.spread = spread;
        this.t = t;
        this.reach = reach(EffectEstimator.ALPHA);
    }

    /**
     * The distribution of misses.
     *
     * @param misses predicted less observed, at each placebo time
     * @param times the placebo times
     * @param day steps in a day
     * @param overlap placebo times to the length of a window; at least 1
     */
    static NullDistribution of(double[] misses, int[] times, int day, double overlap) {
        double[] sizes = new double[misses.length];
        Arrays.setAll(sizes, i -> Math.abs(misses[i]));
        double[] scales = scalesByTimeOfDay(sizes, times, day);
        double[] sorted = new double[misses.length];
        double squares = 0;
        for (int i = 0; i < misses.length; i++) {
            sorted[i] = sizes[i] / scales[bin(times[i], day)];
            squares += sorted[i] * sorted[i];
        }
        Arrays.sort(sorted);
        double side = misses.length / overlap;
        return new NullDistribution(
                scales,
                sorted,
                Math.max(1, OWN_SHARE * overlap),
                Math.sqrt(squares / misses.length),
                TDistribution.of(Math.max(LEAST_FREEDOM, Math.min(MOST_FREEDOM, side))));
    }

    private static int bin(int time, int day) {
        return (int) ((long) Math.floorMod(time, day) * BINS / day);
    }

    private static double[] scalesByTimeOfDay(double[] sizes, int[] times, int day) {
        double[] ascending = sizes.clone();
        Arrays.sort(ascending);
        double most = ascending[(int) Math.min(ascending.length - 1L, Math.round(CLIP * ascending.length))];
        double[] sums = new double[BINS];
        double[] counts = new double[BINS];
        double all = 0;
        for (int i = 0; i < sizes.length; i++) {
            double size = Math.min(sizes[i], most);
            sums[bin(times[i], day)] += size;
            counts[bin(times[i], day)]++;
            all += size;
        }
        double[] scales = new double[BINS];
        for (int b = 0; b < BINS; b++) {
            double weighted = 0;
            double weights = 0;
            for (int other = 0; other < BINS; other++) {
                int apart = Math.min(Math.floorMod(b - other, BINS), Math.floorMod(other - b, BINS));
                double weight = Math.exp(-0.5 * apart * apart / (KERNEL_BINS * KERNEL_BINS));
                weighted += weight * sums[other];
                weights += weight * counts[other];
            }
            scales[b] = LOCAL * (weights > 0 ? weighted / weights : 0) + (1 - LOCAL) * all / sizes.length;
        }
        return scales;
    }

    /** What is usual at a time of day: a mean absolute miss. */
    double scale(int time, int day) {
        return scales[bin(time, day)];
    }

    /** Number of placebos. */
    int placebos() {
        return sorted.length;
    }

    /** Two-sided p-value of a miss, in units of its scale. */
    double p(double size) {
        double rank = (own + atLeast(size)) / (own + sorted.length);
        double tail = 2 * t.survivalProbability(size / spread);
        return Math.sqrt(rank * tail);
    }

    /** How far a miss reaches whose p-value is {@link EffectEstimator#ALPHA}, in units of its scale. */
    double reach() {
        return reach;
    }

    private double reach(double alpha) {
        double low = 0;
        double high = spread;
        while (p(high) > alpha && high < FARTHEST * spread) {
            high *= 2;
        }
        for (int i = 0; i < BISECTIONS && high - low > Math.ulp(high); i++) {
            double middle = (low + high) / 2;
            if (p(middle) > alpha) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private int atLeast(double size) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < size) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return sorted.length - low;
    }
}
