package io.changelens.pipeline.outcomes;

import io.changelens.pipeline.decode.LateEvent;
import io.changelens.pipeline.decode.Received;
import io.changelens.schemas.LearningActivityEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import org.apache.avro.SchemaNormalization;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
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
 * <p>A copy of an event has its key, so it comes through the same partition and no shuffle is needed to find it.
 *
 * <p>State: partial sums have none, they leave before each checkpoint. Remembered events are bounded by those of the
 * last {@code lateness} of event time. They are kept by partition in a union list, so that whichever subtask reads a
 * partition after a restore knows them; a subtask that has not heard of a partition since keeps them only if it is the
 * partition's keeper, so that the list does not grow with each restore.
 */
public final class SumActivity extends AbstractStreamOperator<PartialSums>
        implements OneInputStreamOperator<Received<LearningActivityEvent>, PartialSums> {

    /** Where late events go. */
    public static final OutputTag<LateEvent> LATE = new OutputTag<>("late") {};

    static final ListStateDescriptor<SeenEvent> SEEN =
            new ListStateDescriptor<>("seen-events", TypeInformation.of(SeenEvent.class));

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private final long lateness;
    private final long flushInterval;
    private transient Map<ActivityKey, PartialSums> sums;
    private transient Map<Integer, RecentIds> seen;
    private transient Map<Integer, Boolean> heardOf;
    private transient ListState<SeenEvent> seenState;
    private transient long watermark;
    private transient ScheduledFuture<?> nextFlush;
    private transient Counter duplicates;
    private transient Counter late;
    private transient Counter counted;

    /** An operator that revises minutes for {@code lateness} and sends sums on every {@code flushInterval}. */
    public SumActivity(Duration lateness, Duration flushInterval) {
        this.lateness = lateness.toMillis();
        this.flushInterval = flushInterval.toMillis();
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        sums = new HashMap<>();
        seen = new HashMap<>();
        heardOf = new HashMap<>();
        watermark = Long.MIN_VALUE;
        seenState = context.getOperatorStateStore().getUnionListState(SEEN);
        for (SeenEvent event : seenState.get()) {
            idsOf(event.partition()).firstSight(event.id(), event.minute());
        }
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
        long minute = Math.floorDiv(time, MINUTE) * MINUTE;
        if (isClosed(minute)) {
            late.inc();
            output.collect(LATE, new StreamRecord<>(LateEvent.of(received, event.getEventId(), time)));
            return;
        }
        int partition = received.position().partition();
        heardOf.put(partition, true);
        if (!idsOf(partition).firstSight(fingerprint(event.getEventId()), minute)) {
            duplicates.inc();
            return;
        }
        counted.inc();
        ActivityKey key = new ActivityKey(event.getService(), event.getVerb(), event.getCohort(), minute);
        PartialSums before = sums.get(key);
        PartialSums sum = before == null ? new PartialSums(key, ActivitySums.NONE, received.position()) : before;
        sums.put(key, sum.plus(event));
    }

    private boolean isClosed(long minute) {
        return minute + MINUTE + lateness <= watermark;
    }

    private RecentIds idsOf(int partition) {
        return seen.computeIfAbsent(partition, p -> new RecentIds());
    }

    private static long fingerprint(String id) {
        return SchemaNormalization.fingerprint64(id.getBytes(StandardCharsets.UTF_8));
    }

    /** Sums of finished minutes go ahead of the watermark that finishes them. */
    @Override
    public void processWatermark(Watermark mark) throws Exception {
        watermark = mark.getTimestamp();
        flush(watermark);
        long firstOpen = Math.floorDiv(watermark - lateness, MINUTE) * MINUTE;
        seen.values().forEach(ids -> ids.forgetBefore(firstOpen));
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
            if (endedBy == Long.MAX_VALUE || minute + MINUTE <= endedBy) {
                entries.remove();
                output.collect(new StreamRecord<>(partial, minute));
            }
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        flush(Long.MAX_VALUE);
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
        super.finish();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        seenState.clear();
        int parallelism = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        for (Map.Entry<Integer, RecentIds> entry : seen.entrySet()) {
            int partition = entry.getKey();
            if (heardOf.containsKey(partition) || partition % parallelism == subtask) {
                List<SeenEvent> events = new ArrayList<>();
                entry.getValue().forEach((id, minute) -> events.add(new SeenEvent(partition, id, minute)));
                seenState.addAll(events);
            }
        }
    }

    /**
     * One remembered event.
     *
     * @param partition the partition it came through
     * @param id its id's fingerprint
     * @param minute begin of its minute, epoch milliseconds
     */
    public record SeenEvent(int partition, long id, long minute) {}
}
