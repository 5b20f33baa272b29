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
 * What a subtask remembers of the partitions that it reads: their latest event times and counted events, and the watermark.
 *
 * <p>State: union lists, so that whichever subtask reads a partition after a restore knows it; a subtask that has not heard of a
 * partition since keeps it only if it is the partition's keeper, so that the lists do not grow with each restore. The
 * watermark is kept because {@link MergeSums} has closed minutes by it, and a restored job begins without one.
 */
final class PartitionMemories {

    static final ListStateDescriptor<SeenEvent> SEEN =
            new ListStateDescriptor<>("seen-events", TypeInformation.of(SeenEvent.class));

    static final ListStateDescriptor<PartitionClock> CLOCKS =
            new ListStateDescriptor<>("partition-clocks", TypeInformation.of(PartitionClock.class));

    static final ListStateDescriptor<Long> WATERMARKS = new ListStateDescriptor<>("watermarks", Types.LONG);

    private final long outOfOrderness;
    private final long lateness;
    private final Map<Integer, PartitionMemory> partitions = new HashMap<>();
    private final Set<Integer> heardOf = new HashSet<>();
    private final ListState<SeenEvent> seen;
    private final ListState<PartitionClock> clocks;
    private final ListState<Long> watermarks;
    private long watermark;

    /** The memories of a store. */
    PartitionMemories(OperatorStateStore store, long outOfOrderness, long lateness) throws Exception {
        this.outOfOrderness = outOfOrderness;
        this.lateness = lateness;
        seen = store.getUnionListState(SEEN);
        clocks = store.getUnionListState(CLOCKS);
        watermarks = store.getUnionListState(WATERMARKS);
        for (SeenEvent event : seen.get()) {
            memory(event.partition()).ids().firstSight(event.id(), event.minute());
        }
        for (PartitionClock clock : clocks.get()) {
            memory(clock.partition()).heard(clock.latest());
        }
        // MergeSums had the least of all subtasks' watermarks, and has closed minutes by that one.
        watermark = Long.MAX_VALUE;
        for (long restored : watermarks.get()) {
            watermark = Math.min(watermark, restored);
        }
        watermark = watermark == Long.MAX_VALUE ? Long.MIN_VALUE : watermark;
    }

    private PartitionMemory memory(int partition) {
        return partitions.computeIfAbsent(partition, p -> new PartitionMemory());
    }

    /** Takes note of an event of a partition; says whether its minute is closed. */
    boolean isLate(int partition, long time) {
        heardOf.add(partition);
        PartitionMemory memory = memory(partition);
        boolean closed = Minute.isClosed(Minute.of(time), lateness, closing(memory));
        memory.heard(time);
        return closed;
    }

    /** Whether an event of a partition has not been seen before; remembers it. */
    boolean firstSight(int partition, long id, long minute) {
        return memory(partition).ids().firstSight(id, minute);
    }

    /** By what minutes of a partition are closed: its own events, or the watermark. */
    private long closing(PartitionMemory memory) {
        return Math.max(watermark, memory.watermark(outOfOrderness));
    }

    /** Forgets what a watermark has closed. */
    void advanceTo(long newWatermark) {
        watermark = Math.max(watermark, newWatermark);
        partitions.values().forEach(memory -> memory.ids().forgetBefore(Minute.firstOpen(lateness, closing(memory))));
    }

    /** Writes all of it into the state. */
    void snapshot(TaskInfo task) throws Exception {
        seen.clear();
        clocks.clear();
        watermarks.update(List.of(watermark));
        for (Map.Entry<Integer, PartitionMemory> entry : partitions.entrySet()) {
            int partition = entry.getKey();
            boolean keeper = partition % task.getNumberOfParallelSubtasks() == task.getIndexOfThisSubtask();
            if (keeper || heardOf.contains(partition)) {
                List<SeenEvent> events = new ArrayList<>();
                entry.getValue().ids().forEach((id, minute) -> events.add(new SeenEvent(partition, id, minute)));
                seen.addAll(events);
                clocks.add(new PartitionClock(partition, entry.getValue().latest()));
            }
        }
    }

    /**
     * How far a partition is read.
     *
     * @param partition the partition
     * @param latest latest event time, epoch milliseconds
     */
    public record PartitionClock(int partition, long latest) {}
}
