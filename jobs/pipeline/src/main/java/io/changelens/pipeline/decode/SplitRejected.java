package io.changelens.pipeline.decode;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.types.Either;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Parts the events from the records that cannot count.
 *
 * @param <T> the generated record
 */
public final class SplitRejected<T> extends ProcessFunction<Either<RejectedRecord, Received<T>>, Received<T>> {

    /** Where rejected records go. */
    public static final OutputTag<RejectedRecord> REJECTED = new OutputTag<>("rejected") {};

    private transient Counter rejected;

    @Override
    public void open(OpenContext context) {
        rejected = getRuntimeContext().getMetricGroup().counter("rejected");
    }

    @Override
    public void processElement(
            Either<RejectedRecord, Received<T>> record, Context context, Collector<Received<T>> out) {
        if (record.isLeft()) {
            rejected.inc();
            context.output(REJECTED, record.left());
        } else {
            out.collect(record.right());
        }
    }
}
