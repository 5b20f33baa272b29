package io.changelens.pipeline.observed;

import io.changelens.core.time.Minute;
import io.changelens.schemas.OutcomeMinute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Holds minutes of activity and of whole value streams back until both have come as far. They come from operators that
 * may be ahead of each other, by days when history is read. Readers of the topic {@code outcomes} take a minute that is
 * no preview as a sign that all earlier minutes of its partition have arrived, so those that a watermark sets free are emitted
 * in the order of time, not in that in which several subtasks sent them.
 *
 * <p>The input is the union of both: its watermark is the lesser of the two.
 *
 * <p>State: minutes by which one stream is ahead of the other.
 */
final class AlignMinutesOperator extends AbstractStreamOperator<OutcomeMinute>
        implements OneInputStreamOperator<OutcomeMinute, OutcomeMinute> {

    private static final long serialVersionUID = 1;

    private transient long now;
    /** By the start of the minute. */
    private transient TreeMap<Instant, List<StreamRecord<OutcomeMinute>>> held;

    private transient ListState<OutcomeMinute> state;

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        now = Long.MIN_VALUE;
        held = new TreeMap<>();
        state = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("ahead", new AvroTypeInfo<>(OutcomeMinute.class)));
        for (OutcomeMinute minute : state.get()) {
            hold(new StreamRecord<>(minute));
        }
    }

    @Override
    public void processElement(StreamRecord<OutcomeMinute> element) {
        if (element.getValue().getPreview() || hasEnded(element.getValue(), now)) {
            output.collect(element);
        } else {
            hold(element.copy(element.getValue()));
        }
    }

    private void hold(StreamRecord<OutcomeMinute> element) {
        held.computeIfAbsent(element.getValue().getMinute(), minute -> new ArrayList<>())
                .add(element);
    }

    @Override
    public void processWatermark(Watermark watermark) throws Exception {
        now = watermark.getTimestamp();
        while (!held.isEmpty() && Minute.hasEnded(held.firstKey().toEpochMilli(), now)) {
            held.pollFirstEntry().getValue().forEach(output::collect);
        }
        super.processWatermark(watermark);
    }

    private static boolean hasEnded(OutcomeMinute minute, long watermark) {
        return Minute.hasEnded(minute.getMinute().toEpochMilli(), watermark);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        ArrayList<OutcomeMinute> ahead = new ArrayList<>();
        held.values().forEach(minute -> minute.forEach(element -> ahead.add(element.getValue())));
        state.update(ahead);
    }

    /** Emits what is left, because a bounded input has no later watermark than its end. */
    @Override
    public void finish() throws Exception {
        held.values().forEach(minute -> minute.forEach(output::collect));
        held.clear();
        super.finish();
    }
}
