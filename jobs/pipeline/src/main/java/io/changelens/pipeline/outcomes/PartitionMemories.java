package io.changelens.pipeline.outcomes;

import io.changelens.core.time.Minute;
import io.changelens.pipeline.outcomes.SumActivityOperator.SeenEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Memory of a subtask for the partitions that it reads: their latest event times, the ids of counted events, and the
 * watermark.
 *
 * <p>State: union lists, so that any subtask that reads a partition after a restore has its memory. A subtask that has
 * not read a partition since the restore writes its memory only if the partition is assigned to it by number, so that
 * the lists do not grow with each restore. The watermark is part of the state because {@link MergeSums} has closed
 * minutes by it, and a restored job starts without a watermark.
 */
final class PartitionMemories {

    static final ListStateDescriptor<SeenEvent> SEEN =
            new ListStateDescriptor<>("seen-events", TypeInformation.of(SeenEvent.class));

    static final ListStateDescriptor<PartitionEventTime> EVENT_TIMES =
            new ListStateDescriptor<>("partition-event-times", TypeInformation.of(PartitionEventTime.class));

    static final ListStateDescriptor<Long> WATERMARKS = new ListStateDescriptor<>("watermarks", Types.LONG);

    private final long outOfOrderness;
    private final long lateness;
    private final Map<Integer, PartitionMemory> partitions = new HashMap<>();
    private final Set<Integer> heardOf = new HashSet<>();
    private final ListState<SeenEvent> seen;
    private final ListState<PartitionEventTime> eventTimes;
    private final ListState<Long> watermarks;
    private long watermark;

    /**
     * Restores the memory.
     *
     * @param store state of the operator
     * @param outOfOrderness how far an event may be behind the latest one of its partition without being late, in
     *     milliseconds
     * @param lateness how long after its end a minute may be revised, in milliseconds
     */
    PartitionMemories(OperatorStateStore store, long outOfOrderness, long lateness) throws Exception {
        this.outOfOrderness = outOfOrderness;
        this.lateness = lateness;
        seen = store.getUnionListState(SEEN);
        eventTimes = store.getUnionListState(EVENT_TIMES);
        watermarks = store.getUnionListState(WATERMARKS);
        for (SeenEvent event : seen.get()) {
            memory(event.partition()).ids().firstSight(event.id(), event.minute());
        }
        for (PartitionEventTime clock : eventTimes.get()) {
            memory(clock.partition()).observed(clock.latest());
        }
        // MergeSums has closed minutes by the minimum of the watermarks of all subtasks.
        watermark = Long.MAX_VALUE;
        for (long restored : watermarks.get()) {
            watermark = Math.min(watermark, restored);
        }
        watermark = watermark == Long.MAX_VALUE ? Long.MIN_VALUE : watermark;
    }

    private PartitionMemory memory(int partition) {
        return partitions.computeIfAbsent(partition, p -> new PartitionMemory());
    }

    /**
     * Records the time of an event of a partition.
     *
     * @return whether the minute of the event is closed
     */
    boolean isLate(int partition, long time) {
        heardOf.add(partition);
        PartitionMemory memory = memory(partition);
        boolean closed = Minute.isClosed(Minute.of(time), lateness, closing(memory));
        memory.observed(time);
        return closed;
    }

    /**
     * Remembers the id of an event of a partition.
     *
     * @return whether the id is new
     */
    boolean firstSight(int partition, long id, long minute) {
        return memory(partition).ids().firstSight(id, minute);
    }

    /**
     * Returns the watermark by which minutes of a partition are closed: that of its own events or that of the operator,
     * whichever is later.
     */
    private long closing(PartitionMemory memory) {
        return Math.max(watermark, memory.watermark(outOfOrderness));
    }

    /** Advances the watermark, and forgets the events of the minutes that it closes. */
    void advanceTo(long newWatermark) {
        watermark = Math.max(watermark, newWatermark);
        partitions.values().forEach(memory -> memory.ids().forgetBefore(Minute.firstOpen(lateness, closing(memory))));
    }

    /** Writes the memory into the state. */
    void snapshot(TaskInfo task) throws Exception {
        seen.clear();
        eventTimes.clear();
        watermarks.update(List.of(watermark));
        for (Map.Entry<Integer, PartitionMemory> entry : partitions.entrySet()) {
            int partition = entry.getKey();
            boolean keeper = partition % task.getNumberOfParallelSubtasks() == task.getIndexOfThisSubtask();
            if (keeper || heardOf.contains(partition)) {
                List<SeenEvent> events = new ArrayList<>();
                entry.getValue().ids().forEach((id, minute) -> events.add(new SeenEvent(partition, id, minute)));
                seen.addAll(events);
                eventTimes.add(
                        new PartitionEventTime(partition, entry.getValue().latest()));
            }
        }
    }

    /**
     * Latest event time of a partition. The name is part of the state: savepoints contain it.
     *
     * @param partition the partition
     * @param latest latest event time, epoch milliseconds
     */
    public record PartitionEventTime(int partition, long latest) {}
}
