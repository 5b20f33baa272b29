package io.changelens.pipeline.delivery;

import io.changelens.pipeline.decode.RecordPosition;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * What the events of a change or incident say together, as far as they are known.
 *
 * @param history what they say
 * @param cause where the event stands that was added last
 * @param <L> what a subject's events are put together to
 */
public record Aggregated<L>(L history, RecordPosition cause) {

    /** How Flink passes such a value on, without Kryo. */
    static <L> TypeInformation<Aggregated<L>> typeInfo(TypeInformation<L> history) {
        @SuppressWarnings("unchecked")
        Class<Aggregated<L>> type = (Class<Aggregated<L>>) (Class<?>) Aggregated.class;
        return Types.POJO(type, Map.of("history", history, "cause", TypeInformation.of(RecordPosition.class)));
    }
}
