package io.changelens.intake;

import io.changelens.pipeline.decode.RecordPosition;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * A document as it came from Kafka.
 *
 * @param preset name of the preset that maps it; empty if nothing names one
 * @param headers headers of the record, by their names in lower case
 * @param position position of the record
 * @param value value of the record, byte for byte; empty for a record without a value
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are passed on, never compared
public record Document(String preset, Map<String, String> headers, RecordPosition position, byte[] value) {

    /** The Flink type, which is serialized without Kryo. */
    static final TypeInformation<Document> TYPE = Types.POJO(
            Document.class,
            Map.of(
                    "preset", Types.STRING,
                    "headers", Types.MAP(Types.STRING, Types.STRING),
                    "position", TypeInformation.of(RecordPosition.class),
                    "value", Types.PRIMITIVE_ARRAY(Types.BYTE)));
}
