package io.changelens.pipeline.audit;

import io.changelens.pipeline.decode.IntakeDelta;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Sums intake deltas per partition, and emits the balance of each changed partition at each checkpoint. When the
 * barrier arrives, the outcome of every record before it has been counted, and of no record after it. A partition that
 * does not balance therefore has lost records or counted them twice; records in flight cannot be the reason.
 *
 * <p>State: one balance for each partition. Runs with a parallelism of 1.
 */
public final class BalanceIntakeOperator extends AbstractStreamOperator<IntakeBalance>
        implements OneInputStreamOperator<IntakeDelta, IntakeBalance> {

    static final ListStateDescriptor<IntakeBalance> BALANCES =
            new ListStateDescriptor<>("intake-balances", TypeInformation.of(IntakeBalance.class));

    private static final long serialVersionUID = 1;

    private final long startedAt;
    private transient Map<Partition, IntakeBalance> balances;
    private transient Set<Partition> changed;
    private transient ListState<IntakeBalance> state;
    private transient long run;

    private record Partition(String topic, int number) {
        static Partition of(IntakeDelta delta) {
            return new Partition(delta.topic(), delta.partition());
        }
    }

    /**
     * Creates an operator.
     *
     * @param startedAt when the job was submitted, epoch milliseconds; a restored job uses the time in its state
     *     instead
     */
    public BalanceIntakeOperator(long startedAt) {
        this.startedAt = startedAt;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        balances = new LinkedHashMap<>();
        changed = new LinkedHashSet<>();
        run = startedAt;
        state = context.getOperatorStateStore().getListState(BALANCES);
        for (IntakeBalance balance : state.get()) {
            balances.put(Partition.of(balance.sums()), balance);
            run = balance.run();
        }
    }

    @Override
    public void processElement(StreamRecord<IntakeDelta> element) {
        IntakeDelta delta = element.getValue();
        Partition partition = Partition.of(delta);
        IntakeBalance before = balances.get(partition);
        balances.put(
                partition,
                new IntakeBalance(run, before == null ? delta : before.sums().plus(delta)));
        changed.add(partition);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        publish();
    }

    @Override
    public void finish() throws Exception {
        publish();
        super.finish();
    }

    private void publish() {
        changed.forEach(partition -> output.collect(new StreamRecord<>(balances.get(partition))));
        changed.clear();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        state.update(java.util.List.copyOf(balances.values()));
    }
}
