package io.changelens.core.estimator;

import java.util.Arrays;

/**
 * Fits models to the placebo times of one question: without controls, and less what goes with controls. Both share the
 * cross-validated residuals, the hours of the day and the scale of jumps.
 */
final class PlaceboFit {

    private static final int LEAST_PLACEBOS = 24;
    /** Placebo times may lack so much of the least span: the windows beside gaps, and those without a time before. */
    private static final double LEAST_SHARE = 0.6;
    /** Windows closer than a quarter of a day carry much the same information. */
    private static final int CORRELATED_PARTS_OF_DAY = 4;
    /** Share of a week's variance that earlier weeks have in common. */
    private static final double SHARED = 0.3;

    /** Factors of a placebo's residual, by the number of periods in the base of the change and in its own. */
    private static final double[][] AS_OF_CHANGE = asOfChange();

    private final EffectQuestion question;
    private final Placebos placebos;
    private final double pointsOfDay;
    private final double overlap;
    private final int purge;
    private final double correlated;
    private final HeldOut heldOut;
    private final int[] hours;
    private final LocalScale ofJumps;

    /** Fits the regression, and keeps what all models share. */
    PlaceboFit(EffectQuestion question, Season season, Placebos placebos) {
        Grid grid = placebos.grid();
        this.question = question;
        this.placebos = placebos;
        this.pointsOfDay = (double) question.day() / grid.stride();
        this.overlap = Math.max(1, (double) question.elapsed() / grid.spacing());
        this.purge = (question.whole() + grid.stride() - 1) / grid.stride();
        this.correlated = correlated(question, grid);
        HeldOut all = placebos.hasBase() ? HeldOut.of(placebos, purge, correlated) : null;
        boolean enough = all != null
                && all.count() >= LEAST_PLACEBOS
                && all.count() >= LEAST_SHARE * season.leastSpan(question) / grid.spacing();
        this.heldOut = enough ? all : null;
        this.hours = enough ? DailyScale.hours(question, grid) : null;
        this.ofJumps = enough ? LocalScale.ofJumps(placebos.jumps(), pointsOfDay) : null;
    }

    /** Number of placebos that together carry about as much information as an independent one. */
    static double correlated(EffectQuestion question, Grid grid) {
        int steps = Math.max(question.elapsed(), question.day() / CORRELATED_PARTS_OF_DAY);
        return Math.max(1, (double) steps / grid.spacing());
    }

    /** Returns the model without controls; null if the change has no base, or the placebo times are too few or never vary. */
    PlaceboModel alone() {
        return heldOut == null ? null : model(heldOut);
    }

    /** Returns the model less what goes with controls; null as {@link #alone}, or if no control can be used. */
    PlaceboModel less(ControlRows controls) {
        HeldOut left = heldOut == null ? null : heldOut.less(controls, purge, correlated);
        return left == null ? null : model(left);
    }

    private PlaceboModel model(HeldOut residuals) {
        double[] sizes = sizes(residuals);
        LocalScale local = new LocalScale(sizes, purge, pointsOfDay, overlap, LocalScale.MEMORY_DAYS);
        local.raiseTo(ofJumps);
        int[] keptHours = new int[residuals.span()];
        int kept = 0;
        double most = 0;
        for (int i = residuals.first(); i < residuals.first() + residuals.span(); i++) {
            double size = sizes[i];
            if (!Double.isNaN(size)) {
                most = size > most ? size : most;
                keptHours[kept] = hours[i];
                sizes[kept++] = size / local.at(i);
            }
        }
        if (kept < LEAST_PLACEBOS || most < PlaceboModel.NOTHING) {
            return null;
        }
        DailyScale scale = new DailyScale(sizes, keptHours, kept, overlap);
        NullDistribution distribution = new NullDistribution(
                scale.relative(sizes, keptHours), overlap, (double) question.elapsed() / question.day());
        return new PlaceboModel(
                residuals.ofChange(),
                scale.at(hours[0]) * local.at(0),
                distribution,
                distribution.criticalValue(EffectEstimator.ALPHA),
                local.unsettledDays());
    }

    /** Absolute residuals of the placebos by grid point, as if their bases had as many periods as that of the change. */
    private double[] sizes(HeldOut residuals) {
        double[] asOfChange = AS_OF_CHANGE[placebos.weeks()[0]];
        int[] weeks = placebos.weeks();
        int end = residuals.first() + residuals.span();
        double[] sizes = residuals.sizes();
        Arrays.fill(sizes, 0, residuals.first(), Double.NaN);
        for (int i = residuals.first(); i < end; i++) {
            sizes[i] *= asOfChange[weeks[i]];
        }
        Arrays.fill(sizes, end, sizes.length, Double.NaN);
        return sizes;
    }

    private static double[][] asOfChange() {
        double[][] factors = new double[Levels.MOST_PERIODS + 1][Levels.MOST_PERIODS + 1];
        for (int ofChange = 1; ofChange < factors.length; ofChange++) {
            for (int own = 1; own < factors.length; own++) {
                factors[ofChange][own] = Math.sqrt(variance(ofChange) / variance(own));
            }
        }
        return factors;
    }

    /**
     * Returns the variance of a residual by the number of periods in the base, in units of one period's: the window's
     * own, the part that earlier periods have in common, and the part that averages out.
     */
    private static double variance(int periods) {
        return 1 + SHARED + (1 - SHARED) / periods;
    }
}
