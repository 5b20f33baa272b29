package io.changelens.pipeline.audit;

import io.changelens.pipeline.decode.IntakeDelta;
import io.changelens.pipeline.decode.LateEvent;
import io.changelens.pipeline.decode.RejectedRecord;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Balances the intake of a job per partition, and emits its rejected records and late events once they are final. */
public final class AuditTopology {

    private AuditTopology() {}

    /**
     * Builds the topology of a job without late events.
     *
     * @param account deltas of all operators of the job
     * @param rejected records that cannot be decoded or break a rule
     */
    public static Audit build(DataStream<IntakeDelta> account, DataStream<RejectedRecord> rejected) {
        return new Audit(balance(account), whenFinal(rejected, "rejected"), Optional.empty());
    }

    /**
     * Builds the topology of a job with late events.
     *
     * @param account deltas of all operators of the job
     * @param rejected records that cannot be decoded or break a rule
     * @param late events that arrived after the time they belong to was closed
     */
    public static Audit build(
            DataStream<IntakeDelta> account, DataStream<RejectedRecord> rejected, DataStream<LateEvent> late) {
        return new Audit(balance(account), whenFinal(rejected, "rejected"), Optional.of(whenFinal(late, "late")));
    }

    private static DataStream<IntakeBalance> balance(DataStream<IntakeDelta> account) {
        return account.transform(
                        "balance-intake",
                        TypeInformation.of(IntakeBalance.class),
                        new BalanceIntakeOperator(System.currentTimeMillis()))
                .setParallelism(1)
                .uid("balance-intake")
                .name("balance intake");
    }

    /**
     * Holds elements until no restart can change the decision to emit them.
     *
     * @param elements the elements
     * @param what suffix of the operator's uid
     * @param <T> the type of the elements
     */
    public static <T> DataStream<T> whenFinal(DataStream<T> elements, String what) {
        return elements.transform(
                        "hold-" + what, elements.getType(), new HoldUntilCheckpointOperator<>(elements.getType()))
                .uid("hold-" + what)
                .name("hold " + what + " until the checkpoint");
    }

    /**
     * The outputs of the topology.
     *
     * @param balances the balance of each partition, at each checkpoint after which it has changed
     * @param rejected rejected records, once no restart can change the decision
     * @param late late events, once no restart can change the decision; empty for a job that has none
     */
    public record Audit(
            DataStream<IntakeBalance> balances,
            DataStream<RejectedRecord> rejected,
            Optional<DataStream<LateEvent>> late) {}
}
