package io.changelens.pipeline.decode;

import io.changelens.pipeline.decode.Decoding.Rejected;
import io.changelens.schemas.RecordKind;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Decodes one kind of event by the first format that a record matches. It never throws on bad bytes but returns them as a
 * value. Not thread-safe.
 *
 * @param <T> the generated record
 */
public final class RecordDecoder<T extends SpecificRecordBase> {

    /** Header in which a serializer may name the schema by its GUID instead of framing the value. */
    private static final String SCHEMA_HEADER = "__value_schema_id";

    private final List<RecordFormat<T>> formats;

    /**
     * Creates a decoder without a schema registry.
     *
     * @param kind kind of the records
     * @param writers schemas by which Avro records may have been written
     */
    public RecordDecoder(RecordKind<T> kind, WriterSchemas writers) {
        formats = List.of(new AvroSingleObject<>(kind.type(), writers));
    }

    /**
     * Creates a decoder.
     *
     * @param kind kind of the records
     * @param writers schemas by which Avro records may have been written
     * @param registry schemas by which records in a registry's framing may have been written
     */
    public RecordDecoder(RecordKind<T> kind, WriterSchemas writers, RegistrySchemas registry) {
        formats = List.of(new AvroSingleObject<>(kind.type(), writers), new RegistryFraming<>(kind.type(), registry));
    }

    /**
     * Decodes the value of a record without headers.
     *
     * @param bytes the value; null for a tombstone
     */
    public Decoding<T> decode(byte[] bytes) {
        return decode(bytes, Payload.Headers.NONE);
    }

    /**
     * Decodes the value of a record.
     *
     * @param bytes the value; null for a tombstone
     * @param headers headers of the record
     */
    public Decoding<T> decode(byte[] bytes, Payload.Headers headers) {
        if (bytes == null || bytes.length == 0) {
            return new Rejected<>("empty", "the record has no value");
        }
        Payload payload = new Payload(bytes, headers);
        for (RecordFormat<T> format : formats) {
            if (format.matches(payload)) {
                return format.decode(payload);
            }
        }
        if (bytes[0] == 0) {
            return new Rejected<>(
                    "registry-framing",
                    "the value begins with 00, but no schema registry is set (schema.registry.url)");
        }
        return headers.last(SCHEMA_HEADER) == null
                ? new Rejected<>("unknown-framing", "the value does not begin with C3 01")
                : new Rejected<>(
                        "registry-header", "a schema that a header names is not read: write its id before the value");
    }
}
