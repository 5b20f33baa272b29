/**
 * Writes results to ClickHouse and to Kafka. A {@code Table} maps the elements of a stream to columns; the writer waits
 * while the database is away, and stores rows that the database refuses in {@code rejected_records}. Values are written
 * as they are: calculations belong to the packages before this one, and none of those may use it.
 */
package io.changelens.pipeline.sink;
