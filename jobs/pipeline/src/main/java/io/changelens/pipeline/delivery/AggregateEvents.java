package io.changelens.pipeline.delivery;

import io.changelens.pipeline.decode.IntakeDelta;
import io.changelens.pipeline.decode.IntakeDelta.Fate;
import io.changelens.pipeline.decode.LateEvent;
import io.changelens.pipeline.decode.Received;
import io.changelens.pipeline.decode.RecordFailure;
import io.changelens.pipeline.decode.RejectedRecord;
import io.changelens.pipeline.decode.SplitRejectedOperator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Collects the events of each change or incident, and emits the history of all known events after each new one. The
 * result does not depend on the order of arrival; duplicates count once.
 *
 * <p>State: the distinct events of a change or incident, at most {@link #MAX_EVENTS}, cleared by a timer when
 * {@code retention} has passed since the last one in event time. Events that arrive afterwards are late.
 *
 * @param <E> the type of the events
 * @param <L> the type of the history
 */
final class AggregateEvents<E extends SpecificRecordBase, L>
        extends KeyedProcessFunction<String, Received<E>, Aggregated<L>> {

    /**
     * Largest number of events of one change or incident. Further events are rejected, because only a producer in a
     * loop sends them.
     */
    static final int MAX_EVENTS = 1000;

    /** Side output of the late events. */
    static final OutputTag<LateEvent> LATE = new OutputTag<>("late") {};

    private final HistoryKind<E, L> history;
    private final Duration retention;
    private transient MapState<String, E> events;
    private transient Counter duplicates;
    private transient Counter late;

    AggregateEvents(HistoryKind<E, L> history, Duration retention) {
        this.history = history;
        this.retention = retention;
    }

    @Override
    public void open(OpenContext context) {
        events = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("events", Types.STRING, new AvroTypeInfo<>(history.type())));
        duplicates = getRuntimeContext().getMetricGroup().counter("duplicates");
        late = getRuntimeContext().getMetricGroup().counter("late");
    }

    @Override
    public void processElement(Received<E> received, Context context, Collector<Aggregated<L>> out) throws Exception {
        try {
            add(received, context, out);
        } catch (RuntimeException e) {
            throw RecordFailure.at(received.position(), e);
        }
    }

    private void add(Received<E> received, Context context, Collector<Aggregated<L>> out) throws Exception {
        E event = received.event();
        String id = history.eventId().of(event);
        long time = history.eventTime().of(event).toEpochMilli();
        if (events.contains(id)) {
            duplicates.inc();
            account(received, Fate.DUPLICATE, context);
            return;
        }
        List<E> known = known();
        if (known.isEmpty()) {
            long over = time + retention.toMillis();
            if (over <= context.timerService().currentWatermark()) {
                late.inc();
                account(received, Fate.LATE, context);
                context.output(LATE, LateEvent.of(received, id, time));
                return;
            }
            context.timerService().registerEventTimeTimer(over);
        }
        String subject = history.subject().of(event);
        if (known.size() >= MAX_EVENTS) {
            reject(received, "too-many-events", subject + " has " + MAX_EVENTS + " events already", context);
            return;
        }
        String identity = history.identity().of(event);
        String first = known.isEmpty() ? identity : history.identity().of(known.get(0));
        if (!first.equals(identity)) {
            reject(
                    received,
                    "other-service",
                    subject + " is a change of " + first + ", not of " + identity
                            + ": ids of two tools need a prefix each",
                    context);
            return;
        }
        account(received, Fate.COUNTED, context);
        events.put(id, event);
        known.add(event);
        out.collect(new Aggregated<>(history.fold().of(known), received.position()));
    }

    private void reject(Received<E> received, String reason, String detail, Context context) {
        account(received, Fate.REJECTED, context);
        context.output(
                SplitRejectedOperator.REJECTED,
                new RejectedRecord(received.position(), reason, detail, received.raw()));
    }

    private void account(Received<E> received, Fate fate, Context context) {
        context.output(IntakeDelta.OUTPUT, IntakeDelta.of(received.position(), fate));
    }

    private List<E> known() throws Exception {
        List<E> known = new ArrayList<>();
        events.values().forEach(known::add);
        return known;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Aggregated<L>> out) throws Exception {
        Instant last = Instant.MIN;
        for (E event : events.values()) {
            Instant time = history.eventTime().of(event);
            last = time.isAfter(last) ? time : last;
        }
        long over = last.toEpochMilli() + retention.toMillis();
        if (over > timestamp && timestamp < Long.MAX_VALUE) {
            context.timerService().registerEventTimeTimer(over);
        } else {
            events.clear();
        }
    }
}
