package io.changelens.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.message.MessageEncoder;

/** Avro's single-object encoding as the bytes of a Kafka record: marker, fingerprint of the schema, body. */
public final class SingleObject {

    private SingleObject() {}

    /** Encodes a record with the encoder of its generated class, {@code getEncoder()}. */
    public static <T> byte[] encode(MessageEncoder<T> encoder, T record) {
        try {
            ByteBuffer encoded = encoder.encode(record);
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("encoding to memory cannot fail", e);
        }
    }
}
