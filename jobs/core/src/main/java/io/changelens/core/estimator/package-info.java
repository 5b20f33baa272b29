/**
 * The statistical method: the effect of one change on one KPI, judged by placebo times. A
 * {@link io.changelens.core.estimator.EffectQuestion} selects a {@link io.changelens.core.estimator.Grid} of times;
 * {@link io.changelens.core.estimator.Windows} evaluates the KPI at them, {@link io.changelens.core.estimator.Placebos}
 * forms the rows of a regression, {@link io.changelens.core.estimator.PlaceboModel} fits it and judges its residuals,
 * and {@link io.changelens.core.estimator.EffectEstimator} returns the estimate. Classes here know numbers and steps
 * only: they depend on no other package of the project, on no clock and on no input or output.
 */
package io.changelens.core.estimator;
