package io.changelens.estimation.effect;

/** The placebo times before a change, oldest first, each with its predictors and what has to be predicted. */
final class Placebos {

    /** Smaller differences of logarithms are rounding. */
    static final double NOTHING = 1e-9;

    private static final int TIMES_OF_DAY = 12;

    private final int stride;
    private final int[] times;
    private final double[][] rows;
    private final double[] targets;
    private final int count;

    private Placebos(int stride, int[] times, double[][] rows, double[] targets, int count) {
        this.stride = stride;
        this.times = times;
        this.rows = rows;
        this.targets = targets;
        this.count = count;
    }

    /**
     * Times whose windows, before and after, end before the change and touch nothing that is blocked.
     *
     * @param blocked what they must not touch
     */
    static Placebos before(EffectQuestion question, Predictors predictors, Windows windows, BlockedTimes blocked) {
        int length = question.elapsed();
        int whole = question.gap() + length;
        int last = question.before() - whole;
        int first = predictors.reach();
        int stride = stride(last - first + 1, question);
        int most = Math.max(0, (last - first) / stride + 1);
        int[] times = new int[most];
        double[][] rows = new double[most][];
        double[] targets = new double[most];
        int count = 0;
        for (int time = last - (most - 1) * stride; time <= last; time += stride) {
            if (blocked.touch(time - length, time + whole)) {
                continue;
            }
            double observed = windows.log(time + question.gap(), time + whole);
            double[] row = new double[predictors.count()];
            double base = predictors.fill(time, row);
            double target = observed - base - Predictors.prior(row);
            if (!Double.isNaN(target)) {
                times[count] = time;
                rows[count] = row;
                targets[count++] = target;
            }
        }
        return new Placebos(stride, times, rows, targets, count);
    }

    /** Steps between placebos, such that many times of the day are seen. */
    private static int stride(int span, EffectQuestion question) {
        int stride = Math.max(1, (span + question.placebos() - 1) / question.placebos());
        while (question.day() / greatestCommonDivisor(stride, question.day())
                < Math.min(TIMES_OF_DAY, question.day())) {
            stride++;
        }
        return stride;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    int stride() {
        return stride;
    }

    int count() {
        return count;
    }

    /** Steps from the first to the last. */
    int span() {
        return count == 0 ? 0 : times[count - 1] - times[0];
    }

    int time(int i) {
        return times[i];
    }

    double[] row(int i) {
        return rows[i];
    }

    double target(int i) {
        return targets[i];
    }
}
