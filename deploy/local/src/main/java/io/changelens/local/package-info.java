/**
 * The local stack: what {@code changelens up} starts on one machine. This package holds the types that all its parts
 * share: addresses and errors for the user. Subpackages depend on each other in one direction: files, process, then
 * clickhouse and kafka, then dashboard and flink, then stack. Nothing here may depend on the importer, the simulation
 * or the command line.
 */
package io.changelens.local;
