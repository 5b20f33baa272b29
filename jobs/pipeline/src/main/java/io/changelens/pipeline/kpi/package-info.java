/**
 * The store of KPI minutes in keyed state, which the effects and the attribution share. It knows Flink's state and no
 * timers: the operators that use it decide when an hour is closed and removed.
 */
package io.changelens.pipeline.kpi;
