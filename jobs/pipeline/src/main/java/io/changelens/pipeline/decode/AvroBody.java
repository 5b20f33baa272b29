package io.changelens.pipeline.decode;

import io.changelens.pipeline.decode.Decoding.Decoded;
import io.changelens.pipeline.decode.Decoding.Rejected;
import java.io.EOFException;
import java.io.IOException;
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
 * Decodes the body of a record: a value in Avro's binary encoding, after whatever names its schema. Not thread-safe.
 *
 * @param <T> the generated record
 */
final class AvroBody<T extends SpecificRecordBase> {

    static {
        AvroLimits.apply();
    }

    private final Schema reader;
    private final SpecificData model;
    /** By the identity of the writer schema, as schemas are slow to compare and each is held once. */
    private final Map<Long, SpecificDatumReader<T>> readers = new HashMap<>();

    private BinaryDecoder reused;

    AvroBody(Class<T> type) {
        this.model = SpecificData.getForClass(type);
        this.reader = model.getSchema(type);
    }

    /** The reader of a writer schema that was asked for before; null if none was, or its record has another name. */
    SpecificDatumReader<T> known(long schema) {
        return readers.get(schema);
    }

    /**
     * Makes a reader.
     *
     * @param schema number by which the writer schema is known
     * @param writer the schema; null if it is unknown
     * @return null if the schema is unknown, or that of a record of another name
     */
    SpecificDatumReader<T> add(long schema, Schema writer) {
        if (writer == null || !writer.getFullName().equals(reader.getFullName())) {
            return null;
        }
        SpecificDatumReader<T> made = new SpecificDatumReader<>(writer, reader, model);
        readers.put(schema, made);
        return made;
    }

    /**
     * Decodes a body.
     *
     * @param body reader of its schema
     * @param bytes the record
     * @param from where the body begins
     */
    Decoding<T> decode(SpecificDatumReader<T> body, byte[] bytes, int from) {
        try {
            reused = DecoderFactory.get().binaryDecoder(bytes, from, bytes.length - from, reused);
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
}
