package io.changelens.pipeline.audit;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Emits elements once the checkpoint that contains them is complete. A failed job reads events again, and may then
 * decide otherwise whether an event is late or its writer schema is known; the output of the first decision must not
 * remain beside that of the second. Events before a complete checkpoint are never read again.
 *
 * <p>State: elements since the last complete checkpoint.
 *
 * @param <T> the type of the elements
 */
public final class HoldUntilCheckpointOperator<T> extends AbstractStreamOperator<T>
        implements OneInputStreamOperator<T, T> {

    private static final long serialVersionUID = 1;

    private final TypeInformation<T> type;
    private transient List<T> open;
    private transient List<Snapshot<T>> held;
    private transient ListState<T> state;

    private record Snapshot<T>(long checkpoint, List<T> elements) {}

    /**
     * Creates an operator.
     *
     * @param type the type of the elements
     */
    public HoldUntilCheckpointOperator(TypeInformation<T> type) {
        this.type = type;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        open = new ArrayList<>();
        held = new ArrayList<>();
        state = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("held", type));
    }

    /** Emits the restored elements, because the checkpoint they come from is complete. */
    @Override
    public void open() throws Exception {
        super.open();
        for (T element : state.get()) {
            output.collect(new StreamRecord<>(element));
        }
        state.clear();
    }

    @Override
    public void processElement(StreamRecord<T> element) {
        open.add(element.getValue());
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        if (!open.isEmpty()) {
            held.add(new Snapshot<>(context.getCheckpointId(), open));
            open = new ArrayList<>();
        }
        List<T> all = new ArrayList<>();
        held.forEach(snapshot -> all.addAll(snapshot.elements()));
        state.update(all);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        while (!held.isEmpty() && held.get(0).checkpoint() <= checkpointId) {
            held.remove(0).elements().forEach(element -> output.collect(new StreamRecord<>(element)));
        }
    }

    /** Emits the remaining elements, because a bounded input is not read again after its end. */
    @Override
    public void finish() throws Exception {
        held.forEach(snapshot -> snapshot.elements().forEach(element -> output.collect(new StreamRecord<>(element))));
        held.clear();
        open.forEach(element -> output.collect(new StreamRecord<>(element)));
        open.clear();
        super.finish();
    }
}
