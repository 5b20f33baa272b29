/**
 * {@code changelens import}: reads files of records, maps their rows to events, sorts these by time, sends them to
 * Kafka, waits until the tables have the results, and names the rows that do not count. Data pass ImportRun (EventNotes
 * looks at each event), ExternalSort, TimeOutliers and EventProducer; StackCaughtUp waits, or CommittedOffsets for
 * another Kafka than that of the running stack; JobsAccountReader finds by Audit, SentEvents and EarlierCopies what became
 * of the events. Columns and formats are mapped in {@code io.changelens.mapping}. Must not depend on the simulation or
 * the command line.
 */
package io.changelens.importer;
