/**
 * Input and output of {@code changelens calibrate}: KpiFile and LabelledWindows read series from files,
 * CalibrationReport and CalibrationPlot format the results. The calibration itself is in {@code io.changelens.core}; no
 * statistics belong here.
 */
package io.changelens.calibrate;
