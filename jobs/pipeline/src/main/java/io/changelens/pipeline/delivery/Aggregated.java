package io.changelens.pipeline.delivery;

import io.changelens.pipeline.decode.RecordPosition;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The history of a change or incident, computed from all its events known so far.
 *
 * @param history the history
 * @param cause position of the event that was added last
 * @param <L> the type of the history
 */
public record Aggregated<L>(L history, RecordPosition cause) {

    /** Returns the Flink type, which is serialized without Kryo. */
    static <L> TypeInformation<Aggregated<L>> typeInfo(TypeInformation<L> history) {
        @SuppressWarnings("unchecked")
        Class<Aggregated<L>> type = (Class<Aggregated<L>>) (Class<?>) Aggregated.class;
        return Types.POJO(type, Map.of("history", history, "cause", TypeInformation.of(RecordPosition.class)));
    }
}
