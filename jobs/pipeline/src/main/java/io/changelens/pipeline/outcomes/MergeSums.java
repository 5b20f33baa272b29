package io.changelens.pipeline.outcomes;

import io.changelens.core.time.Minute;
import io.changelens.schemas.OutcomeMinute;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Adds up the sums of all subtasks and publishes each minute: at its end, again with every late addition, and before
 * its end as a preview, {@code previewDelay} after a change, so that a stream that falls silent still shows its last
 * minutes. Previews are marked as such, because they must not advance the watermark of their readers.
 *
 * <p>{@link SumActivityOperator} does not send sums of a minute that its own watermark has closed, and that watermark is
 * never behind the one here. The side output {@link #LATE_SUMS} is a safeguard: should it happen, nothing is lost unseen.
 *
 * <p>State: the sums of each minute, cleared by a timer when {@code lateness} has passed since its end.
 */
public final class MergeSums extends KeyedProcessFunction<OutcomeKey, OutcomeSums, OutcomeMinute> {

    /** Side output of the sums of a minute that was closed. Their events remain counted in the account of the intake. */
    public static final OutputTag<OutcomeSums> LATE_SUMS =
            new OutputTag<>("late-sums", TypeInformation.of(OutcomeSums.class));

    static final ValueStateDescriptor<MinuteState> MINUTE_STATE =
            new ValueStateDescriptor<>("minute", TypeInformation.of(MinuteState.class));

    private final long lateness;
    private final long previewDelay;
    private transient ValueState<MinuteState> state;

    /**
     * Creates a function.
     *
     * @param lateness how long after its end, in event time, a minute may be revised
     * @param previewDelay longest processing time before a change of an unfinished minute is published
     */
    public MergeSums(Duration lateness, Duration previewDelay) {
        this.lateness = lateness.toMillis();
        this.previewDelay = previewDelay.toMillis();
    }

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(MINUTE_STATE);
    }

    @Override
    public void processElement(OutcomeSums added, Context context, Collector<OutcomeMinute> out) throws Exception {
        TimerService timers = context.timerService();
        long minute = added.key().minute();
        long watermark = timers.currentWatermark();
        if (Minute.isClosed(minute, lateness, watermark)) {
            context.output(LATE_SUMS, added);
            return;
        }
        MinuteState before = state.value();
        OutcomeSums sums = before == null ? added : before.sums().plus(added);
        if (before == null) {
            timers.registerEventTimeTimer(Minute.closesAt(minute, lateness));
        }
        if (Minute.hasEnded(minute, watermark)) {
            out.collect(sums.toRecord(false));
            state.update(new MinuteState(sums, MinuteState.PUBLISHED));
            return;
        }
        long preview = before == null ? MinuteState.SHOWN : before.previewAt();
        if (preview == MinuteState.SHOWN) {
            preview = timers.currentProcessingTime() + previewDelay;
            timers.registerProcessingTimeTimer(preview);
            timers.registerEventTimeTimer(Minute.endsAt(minute));
        }
        state.update(new MinuteState(sums, preview));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<OutcomeMinute> out) throws Exception {
        MinuteState known = state.value();
        if (known == null) {
            // The watermark passed the end and the closing of the minute in one step, so the minute is closed already.
            return;
        }
        long minute = known.sums().key().minute();
        long watermark = context.timerService().currentWatermark();
        boolean ended = Minute.hasEnded(minute, watermark);
        if (known.previewAt() != MinuteState.PUBLISHED) {
            if (ended || known.previewAt() != MinuteState.SHOWN) {
                out.collect(known.sums().toRecord(!ended));
            }
            if (known.previewAt() != MinuteState.SHOWN) {
                context.timerService().deleteProcessingTimeTimer(known.previewAt());
            }
            state.update(new MinuteState(known.sums(), ended ? MinuteState.PUBLISHED : MinuteState.SHOWN));
        }
        if (Minute.isClosed(minute, lateness, watermark)) {
            state.clear();
        }
    }

    /**
     * State of a minute.
     *
     * @param sums the sums so far
     * @param previewAt processing time at which a preview is due, {@link #SHOWN} when the preview was published, or
     *     {@link #PUBLISHED} when the minute has ended and was published
     */
    public record MinuteState(OutcomeSums sums, long previewAt) {
        static final long SHOWN = -1;
        static final long PUBLISHED = -2;
    }
}
