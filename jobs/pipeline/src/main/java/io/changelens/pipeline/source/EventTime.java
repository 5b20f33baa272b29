package io.changelens.pipeline.source;

import io.changelens.pipeline.decode.Contract;
import io.changelens.pipeline.decode.Received;
import io.changelens.pipeline.decode.RejectedRecord;
import java.time.Duration;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.types.Either;
import org.apache.flink.util.clock.RelativeClock;

/** The clocks of the streams. */
public final class EventTime {

    private EventTime() {}

    /**
     * The clock of an event stream: each partition runs behind its latest event by {@code outOfOrderness}; a partition
     * that is silent for {@code idleness} no longer holds the others back. A rejected record, and one
     * without an event time, has no say.
     */
    public static <T extends SpecificRecordBase> WatermarkStrategy<Either<RejectedRecord, Received<T>>> ofEvents(
            Contract<T> contract, Duration outOfOrderness, Duration idleness) {
        Contract.EventTimeOf<T> time = contract.eventTime();
        return WatermarkStrategy.<Either<RejectedRecord, Received<T>>>forGenerator(
                        context -> new WakeUpGrace<>(outOfOrderness, idleness, context.getInputActivityClock()))
                .withTimestampAssigner((record, published) -> {
                    Instant at = record.isLeft() ? null : time.of(record.right().event());
                    return at == null ? Long.MIN_VALUE : at.toEpochMilli();
                })
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
     * first events late. So a partition that was idle counts as active at once, but moves its clock only {@link #GRACE}
     * later: long enough for every other subtask to have fetched, on a busy machine too. What waits for the clock
     * meanwhile is shown as a preview.
     */
    static final class WakeUpGrace<T> implements WatermarkGenerator<T> {

        static final Duration GRACE = Duration.ofSeconds(10);

        private final long outOfOrderness;
        private final long idlenessNanos;
        private final RelativeClock clock;
        private long latest = Long.MIN_VALUE;
        private long heardAt;
        private long speaksAt;

        WakeUpGrace(Duration outOfOrderness, Duration idleness, RelativeClock clock) {
            this.outOfOrderness = outOfOrderness.toMillis();
            this.idlenessNanos = idleness.toNanos();
            this.clock = clock;
        }

        @Override
        public void onEvent(T event, long timestamp, WatermarkOutput output) {
            long now = clock.relativeTimeNanos();
            if (latest == Long.MIN_VALUE || now - heardAt >= idlenessNanos) {
                speaksAt = now + GRACE.toNanos();
                output.markActive();
            }
            heardAt = now;
            latest = Math.max(latest, timestamp);
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            if (latest != Long.MIN_VALUE && clock.relativeTimeNanos() >= speaksAt) {
                output.emitWatermark(new Watermark(latest - outOfOrderness - 1));
            }
        }
    }
}
