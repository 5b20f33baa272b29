package io.changelens.schemas;

/**
 * An encoded Kafka record.
 *
 * @param time timestamp of the record, epoch milliseconds
 * @param key UTF-8
 * @param value Avro's single-object encoding
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; copying a million byte arrays would serve nobody.
public record EncodedRecord(long time, byte[] key, byte[] value) {
    /**
     * Largest size of key and value together, bytes, as {@code import} sends them. Producers, brokers and topics accept
     * 1 MiB by default, what Kafka adds to a record included; nobody needs other settings for a record of this size.
     */
    public static final int MAX_BYTES = 1_000_000;

    /** Size of key and value together, bytes. */
    public int bytes() {
        return key.length + value.length;
    }
}
