package io.changelens.pipeline.decode;

/**
 * A format of record values: the adapter between the bytes of a producer and the events of a contract. A format is added
 * as a class that implements this interface, and a line in {@link RecordDecoder}.
 *
 * @param <T> the type of the event
 */
interface RecordFormat<T> {

    /** Whether a record is of this format, by its first bytes or its headers. It does not read the whole value. */
    boolean matches(Payload payload);

    /** Decodes a record of this format. Faults of the record are returned, never thrown. */
    Decoding<T> decode(Payload payload);
}
