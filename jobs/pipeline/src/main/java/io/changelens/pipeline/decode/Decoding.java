package io.changelens.pipeline.decode;

/**
 * What became of a record's bytes.
 *
 * @param <T> the event they hold
 */
public sealed interface Decoding<T> {

    /**
     * The bytes hold an event that keeps all rules.
     *
     * @param event the event, in the reader's version of its contract
     */
    record Decoded<T>(T event) implements Decoding<T> {}

    /**
     * The bytes cannot count.
     *
     * @param reason name of what is wrong, as in {@code rejected_records.reason}
     * @param detail what was found, in words
     */
    record Rejected<T>(String reason, String detail) implements Decoding<T> {}
}
