package io.changelens.pipeline.decode;

/**
 * The result of decoding the bytes of a record.
 *
 * @param <T> the type of the event
 */
public sealed interface Decoding<T> {

    /**
     * The bytes contain an event.
     *
     * @param event the event, in the reader's version of its schema
     * @param <T> the type of the event
     */
    record Decoded<T>(T event) implements Decoding<T> {}

    /**
     * The bytes cannot be decoded.
     *
     * @param reason name of the fault, as in {@code rejected_records.reason}
     * @param detail what was found, in words
     * @param <T> the type of the event
     */
    record Rejected<T>(String reason, String detail) implements Decoding<T> {}
}
