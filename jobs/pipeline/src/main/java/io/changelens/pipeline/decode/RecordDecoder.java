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

    private final List<RecordFormat<T>> formats;

    /**
     * Creates a decoder.
     *
     * @param kind kind of the records
     * @param writers schemas by which Avro records may have been written
     */
    public RecordDecoder(RecordKind<T> kind, WriterSchemas writers) {
        formats = List.of(new AvroSingleObject<>(kind.type(), writers));
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
        return bytes[0] == 0
                ? new Rejected<>("registry-framing", "a schema registry's framing (leading 00) is not read")
                : new Rejected<>("unknown-framing", "the value does not begin with C3 01");
    }
}
