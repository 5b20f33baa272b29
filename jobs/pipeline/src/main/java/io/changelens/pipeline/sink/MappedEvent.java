package io.changelens.pipeline.sink;

/**
 * An event for the topic of its kind.
 *
 * @param topic topic of its kind, without the prefix of the brokers
 * @param key key by the contract, UTF-8
 * @param value the event in Avro's single-object encoding
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are passed on, never compared
public record MappedEvent(String topic, byte[] key, byte[] value) {}
