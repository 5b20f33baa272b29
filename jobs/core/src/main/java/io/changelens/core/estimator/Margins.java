package io.changelens.core.estimator;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * Half the width of an effect's interval on the logarithmic scale, by error level α: the effects between
 * {@code exp(r - m(α)) - 1} and {@code exp(r + m(α)) - 1} are those that the test does not reject at α. It is known at
 * {@link #LEVELS}, and linear in ln α between and beyond them. Levels of an interim analysis are those of its adjusted
 * p-value, so that 0.05 means the same for every analysis.
 *
 * @param known margins at {@link #LEVELS}; empty without an estimate
 * @param beforehand margin at 0.05 as it was known before the window: by placebo times and the expected count, without what
 *     a small observed count adds
 */
public record Margins(List<Double> known, double beforehand) {

    /** Error levels, descending; the first is that of unadjusted intervals. */
    public static final List<Double> LEVELS = List.of(0.05, 0.01, 0.002, 0.0001);

    private static final double[] LEVEL =
            LEVELS.stream().mapToDouble(Double::doubleValue).toArray();

    /** No margins. */
    public static final Margins NONE = new Margins(List.of(), 0);

    /** Place of a level among {@link #LEVELS}; -1 if it is none of them. */
    static int indexOf(double level) {
        for (int i = 0; i < LEVEL.length; i++) {
            if (LEVEL[i] == level) {
                return i;
            }
        }
        return -1;
    }

    /** Computes something at each of {@link #LEVELS}. */
    static double[] atLevels(DoubleUnaryOperator ofLevel) {
        return DoubleStream.of(LEVEL).map(ofLevel).toArray();
    }

    /** Computes the margins; each is at least as wide as that of the level before. */
    static Margins of(DoubleUnaryOperator margin, double beforehand) {
        Double[] known = new Double[LEVEL.length];
        double least = 0;
        for (int i = 0; i < known.length; i++) {
            least = Math.max(least, margin.applyAsDouble(LEVEL[i]));
            known[i] = least;
        }
        return new Margins(List.of(known), beforehand);
    }

    /** Margins of an estimate that counts nothing. */
    public static Margins of(List<Double> known) {
        return new Margins(known, known.get(0));
    }

    /** Whether there are margins. */
    public boolean isKnown() {
        return !known.isEmpty();
    }

    /**
     * Returns the margin at an error level.
     *
     * @param level at most 0.05
     */
    public double at(double level) {
        int i = 1;
        while (i < LEVELS.size() - 1 && LEVELS.get(i) > level) {
            i++;
        }
        double from = Math.log(LEVELS.get(i - 1));
        double share = (Math.log(level) - from) / (Math.log(LEVELS.get(i)) - from);
        return known.get(i - 1) + share * (known.get(i) - known.get(i - 1));
    }

    /**
     * Returns the smallest error level at which the margin is at most as wide as given: the inverse of {@link #at}. It
     * is 1 if even the margin at 0.05 is wider.
     */
    public double levelOf(double margin) {
        if (margin < known.get(0)) {
            return 1;
        }
        int i = 1;
        while (i < known.size() - 1 && known.get(i) < margin) {
            i++;
        }
        double width = known.get(i) - known.get(i - 1);
        if (!(width > 0)) {
            return LEVELS.get(i);
        }
        double from = Math.log(LEVELS.get(i - 1));
        return Math.exp(from + (margin - known.get(i - 1)) / width * (Math.log(LEVELS.get(i)) - from));
    }

    boolean isFinite() {
        return known.stream().allMatch(Double::isFinite);
    }
}
