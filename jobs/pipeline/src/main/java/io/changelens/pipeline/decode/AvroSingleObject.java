package io.changelens.pipeline.decode;

import io.changelens.pipeline.decode.Decoding.Decoded;
import io.changelens.pipeline.decode.Decoding.Rejected;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
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

    static {
        AvroLimits.apply();
    }

    private final WriterSchemas writers;
    private final Schema reader;
    private final SpecificData model;
    private final Map<Long, SpecificDatumReader<T>> readers = new HashMap<>();
    private BinaryDecoder reused;

    /**
     * A format of one kind of record.
     *
     * @param type class of the generated record
     * @param writers schemas by which the records may have been written
     */
    AvroSingleObject(Class<T> type, WriterSchemas writers) {
        this.writers = writers;
        this.model = SpecificData.getForClass(type);
        this.reader = model.getSchema(type);
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
        SpecificDatumReader<T> body = readerOf(fingerprint);
        if (body == null) {
            return new Rejected<>("unknown-schema", "no schema has the fingerprint %016x".formatted(fingerprint));
        }
        return decodeBody(body, bytes);
    }

    private Decoding<T> decodeBody(SpecificDatumReader<T> body, byte[] bytes) {
        try {
            reused = DecoderFactory.get().binaryDecoder(bytes, HEADER_LENGTH, bytes.length - HEADER_LENGTH, reused);
            T event = body.read(null, reused);
            if (!reused.isEnd()) {
                return new Rejected<>("trailing-bytes", "bytes follow the end of the event");
            }
            return new Decoded<>(event);
        } catch (EOFException e) {
            return new Rejected<>("truncated", "the value ends within the event, after " + bytes.length + " bytes");
        } catch (OutOfMemoryError e) {
            // A corrupt length was read as a large one: only the allocation of that array failed.
            return new Rejected<>("malformed", "a length is larger than memory");
        } catch (StackOverflowError e) {
            // A writer schema may be recursive, and its data nested as deeply as there are bytes.
            return new Rejected<>("malformed", "the event is nested too deeply");
        } catch (IOException
                | AvroRuntimeException
                | IndexOutOfBoundsException
                | ClassCastException
                | UnsupportedOperationException e) {
            return new Rejected<>("malformed", String.valueOf(e.getMessage()));
        }
    }

    private SpecificDatumReader<T> readerOf(long fingerprint) {
        SpecificDatumReader<T> known = readers.get(fingerprint);
        if (known != null) {
            return known;
        }
        Schema writer = writers.find(fingerprint);
        if (writer == null || !writer.getFullName().equals(reader.getFullName())) {
            return null;
        }
        SpecificDatumReader<T> made = new SpecificDatumReader<>(writer, reader, model);
        readers.put(fingerprint, made);
        return made;
    }
}
