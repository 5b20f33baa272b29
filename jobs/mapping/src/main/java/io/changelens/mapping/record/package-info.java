/**
 * Converts JSON values to Avro records, driven by the schema alone, and checks the records by the rules that the jobs
 * apply. This package may use {@code row}, but not {@code rule}: mappings decide which values a record gets, not how
 * the values are converted.
 */
package io.changelens.mapping.record;
