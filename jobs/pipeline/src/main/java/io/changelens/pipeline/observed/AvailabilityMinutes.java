package io.changelens.pipeline.observed;

import io.changelens.core.kpi.KpiKey;
import io.changelens.core.kpi.Micros;
import io.changelens.core.kpi.Ratio;
import io.changelens.core.time.Minute;
import io.changelens.core.time.OpenEnd;
import io.changelens.schemas.OutcomeMinute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Publishes the availability of a value stream: in each minute a denominator of 1, and a numerator of 1, or of 0 if a
 * downtime touches the minute. An incident that becomes known, or changes, later than the minutes that it touches
 * revises them, however old they are.
 *
 * <p>The revision of a minute ({@code events}) is 1, and the distinct events of all incidents that touch it or touched
 * it when it was published.
 *
 * <p>State: the published spans, one for each catalog revision; each incident until {@code retention} after its latest
 * event, those that are not over apart from the others.
 */
final class AvailabilityMinutes extends KeyedCoProcessFunction<KpiKey, KpiSpan, KpiDowntime, OutcomeMinute> {

    private static final MapStateDescriptor<Long, KpiSpan> SPANS =
            new MapStateDescriptor<>("spans", Types.LONG, TypeInformation.of(KpiSpan.class));
    private static final MapStateDescriptor<String, Touched> CURRENT =
            new MapStateDescriptor<>("current", Types.STRING, TypeInformation.of(Touched.class));
    private static final MapStateDescriptor<String, Touched> PAST =
            new MapStateDescriptor<>("past", Types.STRING, TypeInformation.of(Touched.class));

    private final long retention;
    private transient MapState<Long, KpiSpan> spans;
    private transient MapState<String, Touched> current;
    private transient MapState<String, Touched> past;

    /**
     * Creates a function.
     *
     * @param retention how long incidents may still change after their latest event
     */
    AvailabilityMinutes(Duration retention) {
        this.retention = retention.toMillis();
    }

    /**
     * An incident.
     *
     * @param latest its latest revision
     * @param revision its number of distinct events, and more if it changed without one, as by another catalog
     * @param from start of the time that some revision of it touched
     * @param until end of the time that some revision of it touched
     */
    public record Touched(KpiDowntime latest, long revision, long from, long until) {

        long eventsAt(long minute) {
            return from < Minute.end(minute) && until > minute ? revision : 0;
        }
    }

    @Override
    public void open(OpenContext context) {
        spans = getRuntimeContext().getMapState(SPANS);
        current = getRuntimeContext().getMapState(CURRENT);
        past = getRuntimeContext().getMapState(PAST);
    }

    @Override
    public void processElement1(KpiSpan span, Context context, Collector<OutcomeMinute> out) throws Exception {
        for (KpiSpan fresh : without(span)) {
            List<Touched> known = copy(current);
            if (fresh.from() < lastEnd()) {
                known.addAll(copy(past));
            }
            publish(fresh, fresh.from(), fresh.until(), known, out);
            add(fresh);
        }
        sortOut();
    }

    /** Returns the parts of a span that were not published: a pause that is divided by late activity was. */
    private List<KpiSpan> without(KpiSpan span) throws Exception {
        List<KpiSpan> left = List.of(span);
        for (KpiSpan known : spans.values()) {
            List<KpiSpan> parts = new ArrayList<>();
            for (KpiSpan part : left) {
                long before = Math.min(part.until(), known.from());
                long after = Math.max(part.from(), known.until());
                if (before >= part.until() || after <= part.from()) {
                    parts.add(part);
                } else {
                    addPart(parts, part, part.from(), before);
                    addPart(parts, part, after, part.until());
                }
            }
            left = parts;
        }
        return left;
    }

    private static void addPart(List<KpiSpan> parts, KpiSpan span, long from, long until) {
        if (from < until) {
            parts.add(new KpiSpan(span.key(), span.type(), from, until, span.catalogRevision()));
        }
    }

    private long lastEnd() throws Exception {
        long end = Long.MIN_VALUE;
        for (KpiSpan span : spans.values()) {
            end = Math.max(end, span.until());
        }
        return end;
    }

    private void add(KpiSpan span) throws Exception {
        long from = span.from();
        for (KpiSpan known : spans.values()) {
            if (known.until() == span.from() && known.catalogRevision() == span.catalogRevision()) {
                from = known.from();
            }
        }
        spans.put(from, new KpiSpan(span.key(), span.type(), from, span.until(), span.catalogRevision()));
    }

    @Override
    public void processElement2(KpiDowntime revision, Context context, Collector<OutcomeMinute> out) throws Exception {
        Touched before = current.contains(revision.incident())
                ? current.get(revision.incident())
                : past.get(revision.incident());
        if (before != null
                && (before.latest().events() > revision.events()
                        || before.latest().equals(revision))) {
            return;
        }
        long from = before == null ? revision.from() : Math.min(before.from(), revision.from());
        long until = before == null ? revision.until() : Math.max(before.until(), revision.until());
        boolean untouched = before == null && revision.from() == revision.until();
        if (untouched) {
            return;
        }
        long number = before == null ? revision.events() : Math.max(revision.events(), before.revision() + 1);
        current.put(revision.incident(), new Touched(revision, number, from, until));
        past.remove(revision.incident());
        List<Touched> known = copy(current);
        known.addAll(copy(past));
        for (KpiSpan span : spans.values()) {
            publish(span, Math.max(span.from(), Minute.of(from)), Math.min(span.until(), until), known, out);
        }
        sortOut();
        context.timerService().registerEventTimeTimer(revision.lastEventAt() + retention);
    }

    private static List<Touched> copy(MapState<String, Touched> state) throws Exception {
        List<Touched> all = new ArrayList<>();
        state.values().forEach(all::add);
        return all;
    }

    private static void publish(
            KpiSpan span, long from, long until, List<Touched> known, Collector<OutcomeMinute> out) {
        for (long minute = from; minute < until; minute = Minute.end(minute)) {
            long events = 1;
            boolean up = true;
            for (Touched incident : known) {
                events += incident.eventsAt(minute);
                up &= !incident.latest().covers(minute);
            }
            Ratio ratio = new Ratio(up ? Micros.PER_UNIT : 0, Micros.PER_UNIT);
            out.collect(ObservedMinutes.of(span.key(), minute, ratio, events, span.catalogRevision()));
        }
    }

    /** Moves the incidents that cannot touch the minutes to come to the past. */
    private void sortOut() throws Exception {
        long end = lastEnd();
        for (Touched incident : copy(current)) {
            KpiDowntime latest = incident.latest();
            // While an incident is open, it touches whatever is published; then the end of that is remembered.
            long until = incident.until() == OpenEnd.TIME && latest.until() != OpenEnd.TIME
                    ? Math.max(end, latest.until())
                    : incident.until();
            if (until <= end) {
                current.remove(latest.incident());
                past.put(latest.incident(), new Touched(latest, incident.revision(), incident.from(), until));
            }
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<OutcomeMinute> out) throws Exception {
        for (MapState<String, Touched> state : List.of(current, past)) {
            for (Touched incident : copy(state)) {
                if (incident.latest().lastEventAt() + retention <= timestamp) {
                    state.remove(incident.latest().incident());
                }
            }
        }
    }
}
