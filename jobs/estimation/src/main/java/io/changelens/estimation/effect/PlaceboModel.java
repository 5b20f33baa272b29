package io.changelens.estimation.effect;

import java.util.Arrays;

/**
 * What windows of one length look like where nothing was changed: a regression that predicts them from the time before,
 * and how far its predictions of held-out blocks of time miss.
 *
 * <p>Fitted once, it answers for any time after its history.
 */
public final class PlaceboModel {

    /** Windows side by side that the placebos must fill, so that p-values down to 0.05 can be told apart. */
    static final int LEAST_WINDOWS = 14;

    /** Weeks that the placebos must span, so that workdays and weekends are among them more than once. */
    static final double LEAST_WEEKS = 1.5;

    private static final int LEAST_PLACEBOS = 40;
    private static final int LEAST_ROWS_TO_FIT = 30;
    private static final int BLOCKS = 8;
    /** Windows closer than a quarter of a day say much the same. */
    private static final int CORRELATED_PARTS_OF_DAY = 4;

    private final Predictors predictors;
    private final Windows windows;
    private final EffectQuestion question;
    private final Ridge.Fit fit;
    private final NullDistribution misses;

    private PlaceboModel(
            Predictors predictors, Windows windows, EffectQuestion question, Ridge.Fit fit, NullDistribution misses) {
        this.predictors = predictors;
        this.windows = windows;
        this.question = question;
        this.fit = fit;
        this.misses = misses;
    }

    /**
     * Fits a model to the time before a change.
     *
     * @param blocked what placebos must not touch
     * @return null if there are too few placebo times or they never vary
     */
    static PlaceboModel fit(Windows windows, BlockedTimes blocked, EffectQuestion question) {
        Predictors predictors =
                new Predictors(windows, question.gap(), question.elapsed(), question.day(), question.week());
        Placebos placebos = Placebos.before(question, predictors, windows, blocked);
        double overlap = Math.max(1, (double) question.elapsed() / placebos.stride());
        if (placebos.count() < LEAST_PLACEBOS
                || placebos.count() < LEAST_WINDOWS * overlap
                || placebos.span() < LEAST_WEEKS * question.week()) {
            return null;
        }
        double correlated = Math.max(
                1, (double) Math.max(question.elapsed(), question.day() / CORRELATED_PARTS_OF_DAY) / placebos.stride());
        Ridge all = new Ridge(predictors.count());
        for (int i = 0; i < placebos.count(); i++) {
            all.add(placebos.row(i), placebos.target(i), 1);
        }
        double[] heldOut = heldOutMisses(placebos, all, correlated, question.elapsed() + question.gap());
        int kept = 0;
        int[] times = new int[heldOut.length];
        double[] values = new double[heldOut.length];
        for (int i = 0; i < heldOut.length; i++) {
            if (!Double.isNaN(heldOut[i])) {
                times[kept] = placebos.time(i);
                values[kept++] = heldOut[i];
            }
        }
        values = Arrays.copyOf(values, kept);
        if (kept < LEAST_PLACEBOS || Arrays.stream(values).allMatch(v -> Math.abs(v) < Placebos.NOTHING)) {
            return null;
        }
        return new PlaceboModel(
                predictors,
                windows,
                question,
                all.solve(all.rows() / correlated),
                NullDistribution.of(values, Arrays.copyOf(times, kept), question.day(), overlap));
    }

    /** Predicts each block of time from all others, less those whose windows overlap with it. */
    private static double[] heldOutMisses(Placebos placebos, Ridge all, double correlated, int purge) {
        int n = placebos.count();
        double[] misses = new double[n];
        Arrays.fill(misses, Double.NaN);
        int first = placebos.time(0);
        double span = placebos.time(n - 1) - first + 1.0;
        int begin = 0;
        for (int block = 0; block < BLOCKS; block++) {
            double edge = first + span * (block + 1) / BLOCKS;
            int end = begin;
            while (end < n && placebos.time(end) < edge) {
                end++;
            }
            if (end == begin) {
                continue;
            }
            int from = begin;
            while (from > 0 && placebos.time(from - 1) > placebos.time(begin) - purge) {
                from--;
            }
            int to = end;
            while (to < n && placebos.time(to) < placebos.time(end - 1) + purge) {
                to++;
            }
            if (n - (to - from) >= LEAST_ROWS_TO_FIT) {
                Ridge others = all.copy();
                for (int i = from; i < to; i++) {
                    others.add(placebos.row(i), placebos.target(i), -1);
                }
                Ridge.Fit fit = others.solve(others.rows() / correlated);
                for (int i = begin; i < end; i++) {
                    misses[i] = placebos.target(i) - fit.predict(placebos.row(i));
                }
            }
            begin = end;
        }
        return misses;
    }

    /** Mean size of the misses at a time of day, on the logarithmic scale: the smaller, the more a model can see. */
    double spread() {
        return misses.scale(question.before(), question.day()) * misses.reach();
    }

    /** Number of placebos. */
    int placebos() {
        return misses.placebos();
    }

    /**
     * Judges the window after a time.
     *
     * @param at the time; its window has to be known
     * @return null if the window or the same a season ago says nothing
     */
    Judgement judge(int at) {
        double[] row = new double[predictors.count()];
        double base = predictors.fill(at, row);
        double observed = windows.log(at + question.gap(), at + question.gap() + question.elapsed());
        if (Double.isNaN(base) || Double.isNaN(observed)) {
            return null;
        }
        double expected = base + Predictors.prior(row) + fit.predict(row);
        double scale = misses.scale(at, question.day());
        return new Judgement(
                observed - expected, scale * misses.reach(), misses.p(Math.abs(observed - expected) / scale));
    }

    /**
     * A judgement, on the logarithmic scale.
     *
     * @param miss observed less expected
     * @param margin half the width of its 95 % interval
     * @param p its p-value
     */
    record Judgement(double miss, double margin, double p) {}
}
