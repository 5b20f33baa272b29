/**
 * Measures the effects of changes on KPIs. Changes, incidents and release windows are routed to KPIs; each KPI keeps
 * the history of its sums and measures effects at interim analyses; the effects of a change are then judged as one test
 * family. The estimation is defined in the module core; this package keeps state and timers, and uses neither
 * {@code attribution} nor {@code calendar}.
 */
package io.changelens.pipeline.effects;
