package io.changelens.pipeline.source;

import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** Watermarks of streams that are no events. */
public final class EventTime {

    private EventTime() {}

    /**
     * The watermark of a table stream (catalog, calendar): it never holds back the events it is joined with. It is idle
     * rather than at the end of time, so that event time does not jump ahead when the events fall silent.
     */
    public static <T> WatermarkStrategy<T> ofTables() {
        return WatermarkStrategy.forGenerator(context -> new AlwaysIdle<>());
    }

    private static final class AlwaysIdle<T> implements WatermarkGenerator<T> {
        @Override
        public void onEvent(T event, long timestamp, WatermarkOutput output) {}

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.markIdle();
        }
    }
}
