package io.changelens.pipeline.outcomes;

import io.changelens.core.time.Minute;
import io.changelens.pipeline.decode.IntakeDelta;
import io.changelens.pipeline.decode.IntakeDelta.Fate;
import io.changelens.pipeline.decode.IntakeTally;
import io.changelens.pipeline.decode.LateEvent;
import io.changelens.pipeline.decode.Received;
import io.changelens.schemas.LearningActivityEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import org.apache.avro.SchemaNormalization;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Sums learning activity within each subtask, before the shuffle. The amount of data after it depends on the number of
 * services, verbs and cohorts, not on the rate of events. Duplicates are dropped and late events sent to a side output
 * here, because later operators see sums only.
 *
 * <p>An event is late when its minute is closed by the watermark of its own partition (latest event time −
 * {@code outOfOrderness}), which depends on the records of the partition only, or by the watermark of the operator. A
 * duplicate has the key of the original, so it is in the same partition and is recognized without a shuffle.
 *
 * <p>State: none for partial sums, which are emitted before each checkpoint; {@link PartitionMemories} are bounded by
 * the events of the last {@code lateness} of event time.
 */
public final class SumActivityOperator extends AbstractStreamOperator<PartialSums>
        implements OneInputStreamOperator<Received<LearningActivityEvent>, PartialSums> {

    /** Side output of the late events. */
    public static final OutputTag<LateEvent> LATE = new OutputTag<>("late") {};

    private static final long serialVersionUID = 1;

    private final long outOfOrderness;
    private final long lateness;
    private final long flushInterval;
    private transient Map<ActivityKey, PartialSums> sums;
    private transient PartitionMemories partitions;
    private transient ScheduledFuture<?> nextFlush;
    private transient IntakeTally tally;
    private transient Counter duplicates;
    private transient Counter late;
    private transient Counter counted;

    /**
     * Creates an operator.
     *
     * @param outOfOrderness how far an event may be behind the latest one of its partition without being late
     * @param lateness how long after its end a minute may be revised
     * @param flushInterval interval at which sums are emitted
     */
    public SumActivityOperator(Duration outOfOrderness, Duration lateness, Duration flushInterval) {
        this.outOfOrderness = outOfOrderness.toMillis();
        this.lateness = lateness.toMillis();
        this.flushInterval = flushInterval.toMillis();
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        sums = new HashMap<>();
        tally = new IntakeTally();
        partitions = new PartitionMemories(context.getOperatorStateStore(), outOfOrderness, lateness);
    }

    @Override
    public void open() throws Exception {
        super.open();
        duplicates = getMetricGroup().counter("duplicates");
        late = getMetricGroup().counter("late");
        counted = getMetricGroup().counter("counted");
        scheduleFlush();
    }

    private void scheduleFlush() {
        long now = getProcessingTimeService().getCurrentProcessingTime();
        nextFlush = getProcessingTimeService().registerTimer(now + flushInterval, time -> {
            flush(Long.MAX_VALUE);
            scheduleFlush();
        });
    }

    @Override
    public void processElement(StreamRecord<Received<LearningActivityEvent>> element) {
        Received<LearningActivityEvent> received = element.getValue();
        LearningActivityEvent event = received.event();
        long time = event.getOccurredAt().toEpochMilli();
        long minute = Minute.of(time);
        int partition = received.position().partition();
        if (partitions.isLate(partition, time)) {
            late.inc();
            tally.count(received.position(), Fate.LATE);
            output.collect(LATE, new StreamRecord<>(LateEvent.of(received, event.getEventId(), time)));
            return;
        }
        if (!partitions.firstSight(partition, fingerprint(event.getEventId()), minute)) {
            duplicates.inc();
            tally.count(received.position(), Fate.DUPLICATE);
            return;
        }
        counted.inc();
        tally.count(received.position(), Fate.COUNTED);
        ActivityKey key = new ActivityKey(event.getService(), event.getVerb(), event.getCohort(), minute);
        PartialSums before = sums.get(key);
        PartialSums sum = before == null ? new PartialSums(key, ActivitySums.NONE, received.position()) : before;
        sums.put(key, sum.plus(event));
    }

    private static long fingerprint(String id) {
        return SchemaNormalization.fingerprint64(id.getBytes(StandardCharsets.UTF_8));
    }

    /** Emits the sums of ended minutes before the watermark that ends them. */
    @Override
    public void processWatermark(Watermark mark) throws Exception {
        flush(mark.getTimestamp());
        partitions.advanceTo(mark.getTimestamp());
        super.processWatermark(mark);
    }

    /** Returns the number of duplicates dropped since the start. */
    long duplicates() {
        return duplicates.getCount();
    }

    private void flush(long endedBy) {
        Iterator<PartialSums> entries = sums.values().iterator();
        while (entries.hasNext()) {
            PartialSums partial = entries.next();
            long minute = partial.key().minute();
            if (Minute.hasEnded(minute, endedBy)) {
                entries.remove();
                output.collect(new StreamRecord<>(partial, minute));
            }
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        flush(Long.MAX_VALUE);
        sendTally();
    }

    private void sendTally() {
        tally.drainTo(delta -> output.collect(IntakeDelta.OUTPUT, new StreamRecord<>(delta)));
    }

    @Override
    public void close() throws Exception {
        if (nextFlush != null) {
            nextFlush.cancel(false);
        }
        super.close();
    }

    @Override
    public void finish() throws Exception {
        flush(Long.MAX_VALUE);
        sendTally();
        super.finish();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        partitions.snapshot(getRuntimeContext().getTaskInfo());
    }

    /**
     * An event that was counted. The name is part of the state: savepoints contain it.
     *
     * @param partition the partition of the event
     * @param id fingerprint of its id
     * @param minute start of its minute, epoch milliseconds
     */
    public record SeenEvent(int partition, long id, long minute) {}
}
