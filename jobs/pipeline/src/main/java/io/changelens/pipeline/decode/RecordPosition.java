package io.changelens.pipeline.decode;

/**
 * Where in Kafka a record stands.
 *
 * @param topic the topic
 * @param partition the partition, from 0
 * @param offset the offset within the partition
 * @param publishedAt the record's timestamp, epoch milliseconds
 */
public record RecordPosition(String topic, int partition, long offset, long publishedAt) {}
