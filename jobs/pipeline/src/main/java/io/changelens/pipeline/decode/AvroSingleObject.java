package io.changelens.pipeline.decode;

import io.changelens.pipeline.decode.Decoding.Rejected;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Avro's single-object encoding: the bytes {@code C3 01}, the fingerprint of the writer schema in eight bytes, little endian,
 * then the body (Avro specification, "Single-object encoding"). Not thread-safe.
 *
 * @param <T> the generated record
 */
final class AvroSingleObject<T extends SpecificRecordBase> implements RecordFormat<T> {

    private static final byte[] MARKER = {(byte) 0xC3, 1};
    private static final int HEADER_LENGTH = 10;

    private final WriterSchemas writers;
    private final AvroBody<T> body;

    /**
     * A format of one kind of record.
     *
     * @param type class of the generated record
     * @param writers schemas by which the records may have been written
     */
    AvroSingleObject(Class<T> type, WriterSchemas writers) {
        this.writers = writers;
        this.body = new AvroBody<>(type);
    }

    @Override
    public boolean matches(Payload payload) {
        byte[] bytes = payload.bytes();
        return bytes.length >= MARKER.length && bytes[0] == MARKER[0] && bytes[1] == MARKER[1];
    }

    @Override
    public Decoding<T> decode(Payload payload) {
        byte[] bytes = payload.bytes();
        if (bytes.length < HEADER_LENGTH) {
            return new Rejected<>("truncated", "the value ends within its header, after " + bytes.length + " bytes");
        }
        long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
        SpecificDatumReader<T> known = body.known(fingerprint);
        SpecificDatumReader<T> reader = known == null ? body.add(fingerprint, writers.find(fingerprint)) : known;
        return reader == null
                ? new Rejected<>("unknown-schema", "no schema has the fingerprint %016x".formatted(fingerprint))
                : body.decode(reader, bytes, HEADER_LENGTH);
    }
}
