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
 * Adds activities up within each subtask, before the shuffle: what leaves it depends on the number of services, verbs
 * and cohorts, not on the rate of events. It also counts duplicates once and sends late events aside, because only here
 * is each event still at hand.
 *
 * <p>An event is late when its minute is closed for the clock of its own partition (latest event time less {@code
 * outOfOrderness}), which only the partition's records decide, or for the watermark. A copy of an event has its key, so it
 * comes through the same partition and no shuffle is needed to find it.
 *
 * <p>State: partial sums have none, they leave before each checkpoint; {@link PartitionMemories} are bounded by the events of
 * the last {@code lateness} of event time.
 */
public final class SumActivityOperator extends AbstractStreamOperator<PartialSums>
        implements OneInputStreamOperator<Received<LearningActivityEvent>, PartialSums> {

    /** Where late events go. */
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
     * An operator.
     *
     * @param outOfOrderness how far an event may be behind the latest of its partition without being late
     * @param lateness how long after its end a minute is revised
     * @param flushInterval how often sums are sent on
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

    /** Sums of ended minutes go ahead of the watermark that ends them. */
    @Override
    public void processWatermark(Watermark mark) throws Exception {
        flush(mark.getTimestamp());
        partitions.advanceTo(mark.getTimestamp());
        super.processWatermark(mark);
    }

    /** Copies left out since the start. */
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
     * One remembered event. Its name is part of the state: savepoints have it.
     *
     * @param partition the partition it came through
     * @param id its id's fingerprint
     * @param minute begin of its minute, epoch milliseconds
     */
    public record SeenEvent(int partition, long id, long minute) {}
}
