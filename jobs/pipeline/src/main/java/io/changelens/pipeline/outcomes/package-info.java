/**
 * Computes KPI sums per minute from learning activity: events are summed within each subtask, converted to KPIs by the
 * catalog, and merged over all subtasks. Duplicates are dropped and late events set aside before the first shuffle.
 * This package uses {@code catalog}, {@code config} and {@code decode}, but not {@code delivery}.
 */
package io.changelens.pipeline.outcomes;
