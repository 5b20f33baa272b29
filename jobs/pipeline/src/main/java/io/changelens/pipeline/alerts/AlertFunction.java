package io.changelens.pipeline.alerts;

import io.changelens.schemas.AlertState;
import io.changelens.schemas.ChangeAlert;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * A function that alerts people, keyed by what it alerts about. It gives a row for each revision of an alert, and to
 * {@link #NEWS} only what is new: nothing that it has said already, and no all-clear where nothing was raised.
 *
 * <p>State: the last alert of each key, until {@code retention} has passed since it was raised.
 *
 * @param <I> what it reads
 */
abstract class AlertFunction<I> extends KeyedProcessFunction<String, I, ChangeAlert> {

    /** Alerts that say something new. */
    static final OutputTag<ChangeAlert> NEWS = new OutputTag<>("news", new AvroTypeInfo<>(ChangeAlert.class));

    private final long retention;
    private transient ValueState<ChangeAlert> last;

    AlertFunction(Duration retention) {
        this.retention = retention.toMillis();
    }

    @Override
    public void open(OpenContext context) {
        last = getRuntimeContext().getState(new ValueStateDescriptor<>("alert", new AvroTypeInfo<>(ChangeAlert.class)));
    }

    /** The last alert; null when there was none. */
    final ChangeAlert last() throws Exception {
        return last.value();
    }

    /**
     * Sends an alert's revision, and says it if it is news. One that was over before anybody heard of it is no news, but has a
     * row: which of several events is read first must not decide what the table says. One that never held is not to be told.
     */
    final void tell(ChangeAlert alert, Context context, Collector<ChangeAlert> out) throws Exception {
        ChangeAlert before = last.value();
        boolean newer = before == null || (before.getRevision() <= alert.getRevision() && !alert.equals(before));
        if (newer) {
            last.update(alert);
            context.timerService().registerEventTimeTimer(alert.getRaisedAt().toEpochMilli() + retention);
            out.collect(alert);
            boolean news = before == null ? alert.getState() == AlertState.RAISED : !sameButRevision(before, alert);
            if (news) {
                context.output(NEWS, alert);
            }
        }
    }

    private static boolean sameButRevision(ChangeAlert before, ChangeAlert now) {
        ChangeAlert same =
                ChangeAlert.newBuilder(now).setRevision(before.getRevision()).build();
        return same.equals(before);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ChangeAlert> out) throws Exception {
        ChangeAlert alert = last.value();
        if (alert != null && alert.getRaisedAt().toEpochMilli() + retention <= timestamp) {
            last.clear();
        }
    }
}
