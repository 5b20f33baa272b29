package io.changelens.pipeline.source;

import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** Watermark strategies of streams that do not carry events. */
public final class EventTime {

    private EventTime() {}

    /**
     * Returns the strategy for a table stream (catalog, calendar), which never holds back the events it is joined with.
     * The stream is marked idle instead of emitting the last watermark, so event time does not jump ahead when the
     * events pause.
     *
     * @param <T> the type of the records
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
