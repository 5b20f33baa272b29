/**
 * {@code changelens import}: reads files of records, maps their rows to events, sorts these by time, sends them to
 * Kafka, and waits until the jobs have read them. Data pass ImportRun, ExternalSort and EventProducer; CommittedOffsets
 * and Audit then report what the jobs did. Columns and formats are mapped in {@code io.changelens.mapping}. Must not
 * depend on the simulation or the command line.
 */
package io.changelens.importer;
