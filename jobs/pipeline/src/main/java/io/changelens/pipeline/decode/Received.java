package io.changelens.pipeline.decode;

import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/**
 * An event with the record it came in. An operator that rejects the event later can still store all of the record.
 *
 * @param event the event
 * @param position position of the record
 * @param raw value of the record, byte for byte
 * @param <T> the generated record
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are passed on, never compared
public record Received<T>(T event, RecordPosition position, byte[] raw) {

    /**
     * Returns the Flink type, which is serialized without Kryo.
     *
     * @param event class of the event
     * @param <T> the generated record
     */
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
