package io.changelens.pipeline.decode;

/**
 * The value of a record and what tells its format.
 *
 * @param bytes the value, not empty
 * @param headers headers of the record
 */
@SuppressWarnings("ArrayRecordComponent") // The bytes are read, never compared.
public record Payload(byte[] bytes, Headers headers) {

    /** Looks headers up. */
    @FunctionalInterface
    public interface Headers {

        /** No headers. */
        Headers NONE = name -> null;

        /** The last header of that name; null if there is none. */
        byte[] last(String name);
    }
}
