/**
 * Creates the sources of the jobs: Kafka topics and the KPI sums in ClickHouse. Records leave a source decoded, as
 * values that are either an event or a rejected record; {@code source.watermark} decides the watermark of a topic. The
 * checks before a job is submitted, for the rights on Kafka and for a first catalog, are here too. This package may use
 * {@code config} and {@code decode}, but no topology and no sink.
 */
package io.changelens.pipeline.source;
