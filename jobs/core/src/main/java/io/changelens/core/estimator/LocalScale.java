package io.changelens.core.estimator;

import java.util.Arrays;

/**
 * How noisy a KPI is of late: the mean absolute residual in the days before a time, over that of all placebo times, and
 * 1 where it is less. With the absolute residuals e_j of placebo times whose windows ended before a time i, their age
 * a_j in days and the mean m over all:
 *
 * <p>{@code s_i = max(1, (Σ_j exp(-a_j / 3) e_j + o m) / (m (Σ_j exp(-a_j / 3) + o)))}
 *
 * <p>where o is the number of placebo times in a window, so that one window's worth of the mean shrinks it. A KPI that
 * has become calmer keeps its scale: a few quiet days are no evidence that the next one is.
 *
 * <p>Long windows show noise only days after it began. So their scale is at least that of the {@link Placebos#jumps} of
 * short windows, computed in the same way with ages over 1.5 days and o = 4.
 */
final class LocalScale {

    /** Days after which a residual counts for 1/e. */
    static final double MEMORY_DAYS = 3;

    private static final double MEMORY_OF_JUMPS = 1.5;
    /** So many usual jumps shrink the scale of jumps. */
    private static final double USUAL_JUMPS = 4;

    /** A scale grows where it is this multiple of what it was two weeks before. */
    private static final double GROWN = 1.35;

    private static final int BEFORE_DAYS = 14;

    private final double[] scales;
    private double[] raised;
    private final double pointsOfDay;

    /**
     * Computes the scale at the change and at each placebo time.
     *
     * @param sizes absolute residual by grid point; NaN where there is no placebo
     * @param ended points after which an earlier window had ended
     * @param pointsOfDay points of the grid in a day
     * @param overlap placebo times in the length of a window
     * @param memory days after which a residual counts for 1/e
     */
    LocalScale(double[] sizes, int ended, double pointsOfDay, double overlap, double memory) {
        this.pointsOfDay = pointsOfDay;
        this.scales = Scratch.any(sizes.length);
        this.raised = scales;
        double total = 0;
        int count = 0;
        for (double size : sizes) {
            if (!Double.isNaN(size)) {
                total += size;
                count++;
            }
        }
        double mean = total / count;
        double kept = Math.exp(-1 / (memory * pointsOfDay));
        double sum = 0;
        double weight = 0;
        int begun = Math.max(0, sizes.length - ended);
        Arrays.fill(scales, begun, sizes.length, 1);
        for (int i = begun - 1; i >= 0; i--) {
            double size = sizes[i + ended];
            sum *= kept;
            weight *= kept;
            if (!Double.isNaN(size)) {
                sum += size;
                weight++;
            }
            double recent = sum + overlap * mean;
            double usual = mean * (weight + overlap);
            // NaN where no residual differs from 0.
            scales[i] = recent > usual ? recent / usual : 1;
        }
    }

    /**
     * Computes the scale of jumps.
     *
     * @param jumps jumps by grid point; null where windows are short themselves
     */
    static LocalScale ofJumps(double[] jumps, double pointsOfDay) {
        return jumps == null ? null : new LocalScale(jumps, 0, pointsOfDay, USUAL_JUMPS, MEMORY_OF_JUMPS);
    }

    /** Raises the scale to that of short windows where it is less; null leaves it. What is unsettled stays so. */
    void raiseTo(LocalScale ofShort) {
        if (ofShort == null) {
            return;
        }
        raised = Scratch.any(scales.length);
        for (int i = 0; i < scales.length; i++) {
            raised[i] = Math.max(scales[i], ofShort.scales[i]);
        }
    }

    /** The scale at a grid point; 0 is the change. */
    double at(int point) {
        return raised[point];
    }

    /**
     * Returns for how many days the KPI has been noisier than it was two weeks before the change, so that placebo times
     * no longer tell how far a prediction is off; 0 if it has not.
     */
    double unsettledDays() {
        int before = (int) (BEFORE_DAYS * pointsOfDay);
        double usual = before < scales.length ? scales[before] : 1;
        if (scales[0] <= GROWN * usual) {
            return 0;
        }
        int since = 0;
        while (since < Math.min(before, scales.length) && scales[since] > usual + (GROWN - 1) / 2) {
            since++;
        }
        return since / pointsOfDay;
    }
}
