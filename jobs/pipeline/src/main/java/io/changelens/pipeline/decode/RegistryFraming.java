package io.changelens.pipeline.decode;

import io.changelens.pipeline.decode.Decoding.Rejected;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * The framing of schema registries: a byte 0, the id of the writer schema in four bytes, big endian, then the body
 * (Confluent's documentation of its wire format). Not thread-safe.
 *
 * @param <T> the generated record
 */
final class RegistryFraming<T extends SpecificRecordBase> implements RecordFormat<T> {

    private static final int HEADER_LENGTH = 5;

    private final RegistrySchemas registry;
    private final AvroBody<T> body;

    /**
     * A format of one kind of record.
     *
     * @param type class of the generated record
     * @param registry schemas by which the records may have been written
     */
    RegistryFraming(Class<T> type, RegistrySchemas registry) {
        this.registry = registry;
        this.body = new AvroBody<>(type);
    }

    @Override
    public boolean matches(Payload payload) {
        return payload.bytes()[0] == 0;
    }

    @Override
    public Decoding<T> decode(Payload payload) {
        byte[] bytes = payload.bytes();
        if (bytes.length < HEADER_LENGTH) {
            return new Rejected<>("truncated", "the value ends within its header, after " + bytes.length + " bytes");
        }
        int id = ByteBuffer.wrap(bytes).getInt(1);
        SpecificDatumReader<T> known = body.known(id);
        if (known != null) {
            return body.decode(known, bytes, HEADER_LENGTH);
        }
        Schema writer = registry.byId(id);
        if (writer == null) {
            return new Rejected<>("unknown-schema", "the schema registry has no Avro schema " + id);
        }
        SpecificDatumReader<T> reader = body.add(id, writer);
        return reader == null
                ? new Rejected<>(
                        "unknown-schema", "schema " + id + " of the registry is that of " + writer.getFullName())
                : body.decode(reader, bytes, HEADER_LENGTH);
    }
}
