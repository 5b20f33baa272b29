/**
 * Calibration of the estimator on recorded KPIs: trials are drawn at random times, each method judges them with and
 * without an injected effect, and the verdicts are counted into rates with intervals. Classes here depend on the
 * package {@code estimator} alone; reading files and printing tables are the command's task.
 */
package io.changelens.core.calibration;
