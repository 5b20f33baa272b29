package io.changelens.pipeline.alerts;

import io.changelens.core.reason.Reason;
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
 * Raises and clears alerts, keyed by the id of the alert. The main output has every revision of an alert, for the
 * table. The side output {@link #NEWS} has only revisions that differ in more than their number from the last one, and
 * no all-clear without an alert before it.
 *
 * <p>State: the last revision of each alert, until {@code retention} has passed since it was raised.
 *
 * @param <I> the type of the input
 */
abstract class AlertFunction<I> extends KeyedProcessFunction<String, I, ChangeAlert> {

    /** Side output of the alerts that people should be notified of. */
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

    /** Returns the last revision of the alert; null when there was none. */
    final ChangeAlert last() throws Exception {
        return last.value();
    }

    /**
     * Emits a revision of the alert, and also to {@link #NEWS} if it is new to people. An alert that is already cleared
     * when first seen is written to the table without a notification, so the table does not depend on the order of
     * arrival. Callers must not pass an alert whose condition never held.
     *
     * @param about the alert without its statement
     * @param statement what it says, an {@link io.changelens.core.reason.AlertCode}
     */
    final void emit(ChangeAlert.Builder about, Reason statement, Context context, Collector<ChangeAlert> out)
            throws Exception {
        ChangeAlert alert = about.setCode(statement.code())
                .setArgs(statement.args())
                .setText(AlertText.of(statement))
                .build();
        ChangeAlert before = last.value();
        boolean newer = before == null || (before.getRevision() <= alert.getRevision() && !alert.equals(before));
        if (newer) {
            last.update(alert);
            context.timerService().registerEventTimeTimer(alert.getRaisedAt().toEpochMilli() + retention);
            out.collect(alert);
            boolean concerns =
                    alert.getState() == AlertState.RAISED || (before != null && before.getState() == AlertState.RAISED);
            if (concerns && (before == null || !sameButRevision(before, alert))) {
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
