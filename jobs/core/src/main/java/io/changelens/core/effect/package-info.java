/**
 * Effects of changes on KPIs: an {@link io.changelens.core.effect.EffectPlan} sets the times of an effect,
 * {@link io.changelens.core.effect.Surroundings} selects the other interventions,
 * {@link io.changelens.core.effect.EffectEstimation} asks the package {@code estimator}, and
 * {@link io.changelens.core.effect.TestFamily} adjusts the p-values of a change and reaches the verdicts. Classes here
 * depend on the packages {@code kpi} and {@code estimator} and the contracts in {@code schemas}. Keeping sums and
 * interventions in state, and the timing of analyses, are the pipeline's task.
 */
package io.changelens.core.effect;
