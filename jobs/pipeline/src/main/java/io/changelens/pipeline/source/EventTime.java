package io.changelens.pipeline.source;

import io.changelens.pipeline.decode.Contract;
import io.changelens.pipeline.decode.Received;
import io.changelens.pipeline.decode.RejectedRecord;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.types.Either;

/** The clocks of the streams. */
public final class EventTime {

    private EventTime() {}

    /**
     * The clock of an event stream: each partition runs behind its latest event by {@code outOfOrderness}; a partition
     * that is silent for {@code idleness} no longer holds the others back. A rejected record has no say.
     */
    public static <T extends SpecificRecordBase> WatermarkStrategy<Either<RejectedRecord, Received<T>>> ofEvents(
            Contract<T> contract, Duration outOfOrderness, Duration idleness) {
        Contract.EventTimeOf<T> time = contract.eventTime();
        return WatermarkStrategy.<Either<RejectedRecord, Received<T>>>forGenerator(
                        context -> new WakeUpGrace<>(outOfOrderness))
                .withTimestampAssigner((record, published) -> record.isLeft()
                        ? Long.MIN_VALUE
                        : time.of(record.right().event()).toEpochMilli())
                .withIdleness(idleness);
    }

    /**
     * The clock of a table stream (catalog, calendar): it never holds back the events it is joined with. It is idle
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

    /**
     * Bounded out-of-orderness that waits before it speaks. When silent partitions wake up together, as at a start or
     * an import, the first to be read would otherwise run ahead while the others still count as idle, and make their
     * first events late. So a partition that wakes counts as active at once, but moves its clock only some ticks later.
     */
    static final class WakeUpGrace<T> implements WatermarkGenerator<T> {

        /** Ticks of the watermark interval (200 ms by default) that a waking partition waits. */
        static final int GRACE_TICKS = 10;

        private final long outOfOrderness;
        private long latest = Long.MIN_VALUE;
        private int silentTicks = GRACE_TICKS;
        private int graceLeft;

        WakeUpGrace(Duration outOfOrderness) {
            this.outOfOrderness = outOfOrderness.toMillis();
        }

        @Override
        public void onEvent(T event, long timestamp, WatermarkOutput output) {
            if (silentTicks >= GRACE_TICKS) {
                graceLeft = GRACE_TICKS;
                output.markActive();
            }
            silentTicks = 0;
            latest = Math.max(latest, timestamp);
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            silentTicks++;
            if (graceLeft > 0) {
                graceLeft--;
            } else if (latest != Long.MIN_VALUE) {
                output.emitWatermark(new Watermark(latest - outOfOrderness - 1));
            }
        }
    }
}
