package io.changelens.core.estimator;

/** A step of the method by which an effect was estimated. {@code docs/method.md} describes them. */
public enum EstimationStep {
    /** Placebo-in-time regression, the step of every estimate. */
    PLACEBO_REGRESSION,
    /** The base is that of earlier days, so that weekdays are not told apart. */
    BASE_OF_DAYS,
    /** The cohorts without the change were subtracted. */
    LESS_COMPARISON,
    /** What goes with KPIs that the change does not reach was subtracted. */
    LESS_CONTROLS,
    /** Most of those KPIs moved as well, so that the cause may be common to all. */
    COMMON_SHOCK,
    /** Half a unit was added to the numerators, because some are 0. */
    HALF_UNIT_ADDED,
    /** Placebo times may overlap other changes, because no estimate was possible without. */
    OTHER_CHANGES_NOT_AVOIDED,
    /** The effect is that on the volume, as too little is left of it for the KPI. */
    ON_VOLUME
}
