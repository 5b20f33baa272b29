/**
 * Converts rows of files and other foreign documents to events. Data pass {@code row} (a file to rows), {@code rule} (a
 * row to the fields of an event) and {@code record} (fields to a checked Avro record); {@code catalog} reads catalogs.
 * Nothing in this module may depend on Flink, on Kafka or on HTTP.
 */
package io.changelens.mapping;
