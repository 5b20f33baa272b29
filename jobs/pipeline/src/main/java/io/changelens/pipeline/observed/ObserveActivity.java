package io.changelens.pipeline.observed;

import io.changelens.core.time.ActivitySpan;
import io.changelens.core.time.Minute;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Tells when the activity of all value streams was observed: takes the minutes with activity, and returns the spans of
 * time between them, each when its last minute has ended. A pause without an end is returned as soon as it is too long
 * to count as observed, and again when it ends. A late minute in a pause divides it: the side output {@link #REVISED}
 * has the spans that replace those with the same start.
 *
 * <p>State: the minutes with activity until {@code lateness} after their end, each with the one before it.
 */
final class ObserveActivity extends KeyedProcessFunction<Integer, Long, ActivitySpan> {

    /** Side output of the spans that replace earlier ones. */
    static final OutputTag<ActivitySpan> REVISED = new OutputTag<>("revised", TypeInformation.of(ActivitySpan.class));

    private static final MapStateDescriptor<Long, Long> ACTIVE =
            new MapStateDescriptor<>("active", Types.LONG, Types.LONG);
    private static final ValueStateDescriptor<Long> LAST = new ValueStateDescriptor<>("last", Types.LONG);

    /** In place of the minute before: the minute has not ended yet. */
    private static final long AHEAD = -2;

    private final long lateness;
    private transient MapState<Long, Long> active;
    private transient ValueState<Long> last;

    /**
     * Creates a function.
     *
     * @param lateness how long after its end, in event time, a minute with activity may become known
     */
    ObserveActivity(Duration lateness) {
        this.lateness = lateness.toMillis();
    }

    @Override
    public void open(OpenContext context) {
        active = getRuntimeContext().getMapState(ACTIVE);
        last = getRuntimeContext().getState(LAST);
    }

    @Override
    public void processElement(Long minute, Context context, Collector<ActivitySpan> out) throws Exception {
        long watermark = context.timerService().currentWatermark();
        if (active.contains(minute) || Minute.isClosed(minute, lateness, watermark)) {
            return;
        }
        context.timerService().registerEventTimeTimer(Minute.closesAt(minute, lateness));
        if (!Minute.hasEnded(minute, watermark)) {
            active.put(minute, AHEAD);
            context.timerService().registerEventTimeTimer(Minute.endsAt(minute));
            return;
        }
        long next = next(minute);
        if (next == ActivitySpan.NONE) {
            for (ActivitySpan span : ActivitySpan.between(takeUp(minute, context), minute)) {
                context.output(REVISED, span);
            }
        } else {
            divide(minute, next, context);
        }
    }

    /** Returns the next minute with activity that has been taken up; NONE if there is none. */
    private long next(long minute) throws Exception {
        long next = Long.MAX_VALUE;
        for (var entry : active.entries()) {
            if (entry.getKey() > minute && entry.getValue() != AHEAD) {
                next = Math.min(next, entry.getKey());
            }
        }
        return next == Long.MAX_VALUE ? ActivitySpan.NONE : next;
    }

    private void divide(long minute, long next, Context context) throws Exception {
        long before = active.get(next);
        active.put(minute, before);
        active.put(next, minute);
        if (before == ActivitySpan.NONE || ActivitySpan.isPause(before, next)) {
            for (ActivitySpan span : ActivitySpan.between(before, minute)) {
                context.output(REVISED, span);
            }
            for (ActivitySpan span : ActivitySpan.between(minute, next)) {
                context.output(REVISED, span);
            }
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ActivitySpan> out) throws Exception {
        long minute = Minute.of(timestamp);
        Long before = active.get(minute);
        if (before != null && before == AHEAD) {
            ActivitySpan.between(takeUp(minute, context), minute).forEach(out::collect);
        }
        Long latest = last.value();
        if (latest != null && timestamp == pauseBegins(latest)) {
            out.collect(ActivitySpan.pauseAfter(latest));
        }
        long closed = timestamp - lateness;
        if (Minute.endsAt(Minute.of(closed)) == closed) {
            active.remove(Minute.of(closed));
        }
    }

    /** Makes a minute the last one, and returns the one before it. */
    private long takeUp(long minute, Context context) throws Exception {
        Long before = last.value();
        last.update(minute);
        active.put(minute, before == null ? ActivitySpan.NONE : before);
        context.timerService().registerEventTimeTimer(pauseBegins(minute));
        return before == null ? ActivitySpan.NONE : before;
    }

    /** The time from which it is known that the next minute with activity ends a pause. */
    private static long pauseBegins(long minute) {
        return Minute.endsAt(minute + ActivitySpan.LONGEST_PAUSE);
    }
}
