/**
 * Values of KPIs: ratios of two integer sums in millionths, by minute and hour. Classes here depend on the contracts in
 * {@code schemas} alone. Sums arrive as outcome minutes, are gathered into hours, and are then read by effects and
 * attribution.
 */
package io.changelens.core.kpi;
