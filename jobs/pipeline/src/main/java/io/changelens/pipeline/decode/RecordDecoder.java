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
 * Reads one kind of event from a record's bytes. Never throws on bad bytes: whatever they hold becomes a value. Not
 * thread-safe.
 *
 * <p>The first byte tells the framing. {@code C3 01} is Avro's single-object encoding: eight bytes of the writer
 * schema's fingerprint follow, little endian, then the body (Avro specification, "Single-object encoding"). A leading
 * {@code 00} is kept for a schema registry's framing, which is not read yet.
 *
 * @param <T> the generated record
 */
public final class RecordDecoder<T extends SpecificRecordBase> {

    private static final int HEADER_LENGTH = 10;

    static {
        AvroLimits.apply();
    }

    private final WriterSchemas writers;
    private final Schema reader;
    private final SpecificData model;
    private final Map<Long, SpecificDatumReader<T>> readers = new HashMap<>();
    private BinaryDecoder reused;

    /** A decoder of that record class, which knows those writers. */
    public RecordDecoder(Class<T> type, WriterSchemas writers) {
        this.writers = writers;
        this.model = SpecificData.getForClass(type);
        this.reader = model.getSchema(type);
    }

    /** Decodes a record's value; {@code bytes} is null for a tombstone. */
    public Decoding<T> decode(byte[] bytes) {
        if (bytes == null || bytes.length == 0) {
            return new Rejected<>("empty", "the record has no value");
        }
        if (bytes[0] == 0) {
            return new Rejected<>("registry-framing", "a schema registry's framing (leading 00) is not read");
        }
        if (bytes.length < 2 || bytes[0] != (byte) 0xC3 || bytes[1] != 1) {
            return new Rejected<>("unknown-framing", "the value does not begin with C3 01");
        }
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
            // A broken length that passed for a large one: the array was refused, nothing else was lost.
            return new Rejected<>("malformed", "a length is larger than memory");
        } catch (StackOverflowError e) {
            // A writer's schema may contain itself, and its data as many levels as there are bytes.
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
