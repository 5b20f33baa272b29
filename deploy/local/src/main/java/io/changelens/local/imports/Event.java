package io.changelens.local.imports;

/** One Kafka record to be: event time in epoch milliseconds, key and value. */
@SuppressWarnings("ArrayRecordComponent") // Never compared; copying a million byte arrays would serve nobody.
public record Event(long time, byte[] key, byte[] value) {}
