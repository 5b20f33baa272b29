/**
 * The commands of {@code changelens}: options, messages and exit codes. Each command delegates to the modules local,
 * importer and simulation and to {@code io.changelens.calibrate}; only this package uses picocli. No other package may
 * depend on it.
 */
package io.changelens.cli;
