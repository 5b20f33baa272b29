package io.changelens.core.estimator;

import java.util.ArrayList;
import java.util.List;

/**
 * The answer of one way to predict a window: by one season, with or without a comparison. The ways compete by the width
 * of their intervals, which depends on placebo times alone and not on the change's residual, so that a choice cannot
 * favour an effect.
 *
 * @param season rhythm of the base
 * @param grid points of the windows
 * @param compared whether a comparison was subtracted
 * @param controlled whether what goes with controls was subtracted
 * @param shock whether most controls moved at the change
 * @param windows the KPI over windows
 * @param rows the change and its placebo times
 * @param fit what the models of these rows share
 * @param model the fitted model; null if the placebo times do not suffice
 */
record Answer(
        Season season,
        Grid grid,
        boolean compared,
        boolean controlled,
        boolean shock,
        Windows windows,
        Placebos rows,
        PlaceboFit fit,
        PlaceboModel model) {

    /**
     * A base by days is taken where its margin is smaller than that by weeks by more than twice its standard error,
     * {@code 1 / sqrt(2 m)} with m windows. The narrower of two intervals is narrower by chance, too, so that choosing
     * any smaller one would err more often than 5 %.
     */
    private static final double ERRORS = 2;

    /** Controls are chosen for a likeness to the very KPI; where they are of no use, the narrower interval is so by chance. */
    private static final double ERRORS_OF_CONTROLS = 1;

    static Answer of(
            KpiSeries series, KpiSeries comparison, BlockedTimes blocked, EffectQuestion question, Season season) {
        Grid grid = Grid.of(question, season);
        Windows windows = Windows.of(series, comparison, question, grid);
        Placebos rows = Placebos.read(question, season, grid, windows, blocked);
        PlaceboFit fit = new PlaceboFit(question, season, rows);
        return new Answer(season, grid, comparison != null, false, false, windows, rows, fit, fit.alone());
    }

    /** The same way, less what goes with controls. */
    Answer less(Controls controls, EffectQuestion question) {
        ControlRows others = controls.rows(question, season, grid);
        boolean shock = others.moved(1, grid.rows());
        return new Answer(season, grid, compared, true, shock, windows, rows, fit, fit.less(others));
    }

    /** Whether the change's own window has a value and a base. */
    boolean hasBase() {
        return rows.hasBase();
    }

    /** Whether placebo times no longer tell how far a prediction is off. */
    boolean isUnsettled() {
        return model != null && model.unsettledDays() > 0;
    }

    /** Whether there is a model by which the change can be judged. */
    boolean isSettled() {
        return model != null && !isUnsettled();
    }

    /** Whether windows differ more from those of the day before than from those of the week before. */
    boolean isUnlikeDaysBefore(EffectQuestion question) {
        return windows.after().isUnlike(grid.rows(), question.day(), grid);
    }

    /** Whether this answer has a clearly narrower interval than another, or the other none. */
    boolean isNarrower(Answer other) {
        if (!isSettled()) {
            return false;
        }
        if (other == null) {
            return true;
        }
        double errors = season != other.season ? ERRORS : controlled != other.controlled ? ERRORS_OF_CONTROLS : 0;
        double share = 1 - errors / Math.sqrt(2 * model.residuals().windows());
        return model.margin() < share * other.model.margin();
    }

    /**
     * The steps of the method.
     *
     * @param commonShock whether most controls moved at the change
     */
    List<EstimationStep> method(boolean commonShock) {
        List<EstimationStep> steps = new ArrayList<>();
        steps.add(EstimationStep.PLACEBO_REGRESSION);
        if (season == Season.DAYS) {
            steps.add(EstimationStep.BASE_OF_DAYS);
        }
        if (compared) {
            steps.add(EstimationStep.LESS_COMPARISON);
        }
        if (controlled) {
            steps.add(EstimationStep.LESS_CONTROLS);
        }
        if (commonShock) {
            steps.add(EstimationStep.COMMON_SHOCK);
        }
        if (windows.added() > 0) {
            steps.add(EstimationStep.HALF_UNIT_ADDED);
        }
        return List.copyOf(steps);
    }
}
