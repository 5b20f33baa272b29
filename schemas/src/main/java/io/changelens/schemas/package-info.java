/**
 * The contracts between producers, jobs and consumers: Avro records, generated from {@code src/main/avro}, their
 * released versions, Kafka keys, event times and topics. Producers encode a record by its
 * {@link io.changelens.schemas.RecordKind}; jobs decode it with the writer's schema from
 * {@link io.changelens.schemas.ReleasedSchemas}. This package depends on Avro alone: no Kafka, no Flink, no domain
 * logic.
 */
package io.changelens.schemas;
