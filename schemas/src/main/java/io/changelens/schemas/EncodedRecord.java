package io.changelens.schemas;

/**
 * An encoded Kafka record.
 *
 * @param time timestamp of the record, epoch milliseconds
 * @param key UTF-8
 * @param value Avro's single-object encoding
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; copying a million byte arrays would serve nobody.
public record EncodedRecord(long time, byte[] key, byte[] value) {}
