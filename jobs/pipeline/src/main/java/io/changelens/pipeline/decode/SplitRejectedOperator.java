package io.changelens.pipeline.decode;

import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.types.Either;
import org.apache.flink.util.OutputTag;

/**
 * Splits decoded records into events and rejected records, and counts both as read.
 *
 * @param <T> the generated record
 */
public final class SplitRejectedOperator<T> extends AbstractStreamOperator<Received<T>>
        implements OneInputStreamOperator<Either<RejectedRecord, Received<T>>, Received<T>> {

    /** Side output of the rejected records. */
    public static final OutputTag<RejectedRecord> REJECTED = new OutputTag<>("rejected") {};

    private static final long serialVersionUID = 1;

    private transient IntakeTally tally;
    private transient Counter rejected;

    @Override
    public void open() throws Exception {
        super.open();
        tally = new IntakeTally();
        rejected = getMetricGroup().counter("rejected");
    }

    @Override
    public void processElement(StreamRecord<Either<RejectedRecord, Received<T>>> element) {
        Either<RejectedRecord, Received<T>> record = element.getValue();
        if (record.isLeft()) {
            RecordPosition at = record.left().position();
            rejected.inc();
            tally.read(at);
            tally.count(at, IntakeDelta.Fate.REJECTED);
            output.collect(REJECTED, new StreamRecord<>(record.left()));
        } else {
            tally.read(record.right().position());
            output.collect(element.replace(record.right()));
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        sendTally();
    }

    @Override
    public void finish() throws Exception {
        sendTally();
        super.finish();
    }

    private void sendTally() {
        tally.drainTo(delta -> output.collect(IntakeDelta.OUTPUT, new StreamRecord<>(delta)));
    }
}
