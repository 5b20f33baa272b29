package io.changelens.pipeline.audit;

import io.changelens.pipeline.decode.IntakeDelta;
import io.changelens.pipeline.decode.LateEvent;
import io.changelens.pipeline.decode.RejectedRecord;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What became of everything that a job has read: an account by partition, and what does not count, once that is final. */
public final class AuditTopology {

    private AuditTopology() {}

    /**
     * Builds the topology.
     *
     * @param account what all operators of the job say became of records
     * @param rejected records that cannot count
     */
    public static Audit build(DataStream<IntakeDelta> account, DataStream<RejectedRecord> rejected) {
        return new Audit(balance(account), whenFinal(rejected, "rejected"), Optional.empty());
    }

    /**
     * Builds the topology of a job to which events can come too late.
     *
     * @param account what all operators of the job say became of records
     * @param rejected records that cannot count
     * @param late events that came too late
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

    private static <T> DataStream<T> whenFinal(DataStream<T> elements, String what) {
        return elements.transform(
                        "hold-" + what, elements.getType(), new HoldUntilCheckpointOperator<>(elements.getType()))
                .uid("hold-" + what)
                .name("hold " + what + " until the checkpoint");
    }

    /**
     * What the topology gives.
     *
     * @param balances the account of each partition, again with each checkpoint in which something was read
     * @param rejected records that cannot count, when no restart can change that
     * @param late events that came too late, likewise; empty for a job that has none
     */
    public record Audit(
            DataStream<IntakeBalance> balances,
            DataStream<RejectedRecord> rejected,
            Optional<DataStream<LateEvent>> late) {}
}
