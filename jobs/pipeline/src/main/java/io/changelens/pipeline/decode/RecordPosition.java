package io.changelens.pipeline.decode;

/**
 * The position of a record in Kafka.
 *
 * @param topic the topic
 * @param partition the partition, from 0
 * @param offset the offset within the partition
 * @param publishedAt timestamp of the record, epoch milliseconds
 */
public record RecordPosition(String topic, int partition, long offset, long publishedAt) {}
