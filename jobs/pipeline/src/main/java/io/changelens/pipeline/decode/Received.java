package io.changelens.pipeline.decode;

import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/**
 * An event, with the record it came in: whoever finds later that it cannot count still has all of it to keep.
 *
 * @param event the event
 * @param position where the record stands
 * @param raw the record's value, byte for byte
 * @param <T> the generated record
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are passed on, never compared
public record Received<T>(T event, RecordPosition position, byte[] raw) {

    /** How Flink passes such a value on, without Kryo. */
    public static <T extends SpecificRecordBase> TypeInformation<Received<T>> typeInfo(Class<T> event) {
        @SuppressWarnings("unchecked")
        Class<Received<T>> type = (Class<Received<T>>) (Class<?>) Received.class;
        return Types.POJO(
                type,
                Map.of(
                        "event", new AvroTypeInfo<>(event),
                        "position", TypeInformation.of(RecordPosition.class),
                        "raw", Types.PRIMITIVE_ARRAY(Types.BYTE)));
    }
}
