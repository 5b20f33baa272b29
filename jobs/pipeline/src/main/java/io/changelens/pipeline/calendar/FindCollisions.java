package io.changelens.pipeline.calendar;

import io.changelens.core.calendar.CalendarEntry;
import io.changelens.core.calendar.Collision;
import io.changelens.core.calendar.CollisionState;
import io.changelens.core.calendar.ValueStreamChange;
import io.changelens.core.calendar.ValueStreamWindow;
import io.changelens.core.delivery.TimeSlot;
import io.changelens.pipeline.config.Settings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Finds the collisions of a value stream's changes with its release windows as soon as both are known, and updates
 * them. A revision of a change or release window is compared only with those on the same days ({@link DayIndex}).
 *
 * <p>State: changes and release windows with their revisions, and the last row of each collision, until
 * {@code delivery.retention} has passed since their end.
 */
public final class FindCollisions
        extends KeyedCoProcessFunction<String, ValueStreamChange, ValueStreamWindow, Collision> {

    /** Kinds of what a timer is for. */
    public enum Subject {
        /** A change may be forgotten. */
        CHANGE,
        /** A release window may be forgotten. */
        WINDOW,
        /** The release window of an open collision ends. */
        COLLISION
    }

    /**
     * What a timer is for.
     *
     * @param subject its kind
     * @param id id of the change or release window, or name of the collision
     */
    public record Due(Subject subject, String id) {}

    private final long margin;
    private final long retention;
    private transient MapState<String, ValueStreamChange> changes;
    private transient MapState<String, List<ValueStreamWindow>> windows;
    private transient MapState<String, Collision> rows;
    private transient DayIndex changeDays;
    private transient DayIndex windowDays;
    private transient MapState<Long, List<Due>> due;
    private transient Counter compared;

    /**
     * Creates a function.
     *
     * @param settings settings of the delivery job
     */
    public FindCollisions(Settings settings) {
        margin = settings.collisionMargin().toMillis();
        retention = settings.retention().toMillis();
    }

    @Override
    public void open(OpenContext context) {
        changes = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("changes", Types.STRING, TypeInformation.of(ValueStreamChange.class)));
        windows = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "windows", Types.STRING, Types.LIST(TypeInformation.of(ValueStreamWindow.class))));
        rows = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("rows", Types.STRING, TypeInformation.of(Collision.class)));
        changeDays = new DayIndex(getRuntimeContext(), "change-days");
        windowDays = new DayIndex(getRuntimeContext(), "window-days");
        due = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("due", Types.LONG, Types.LIST(TypeInformation.of(Due.class))));
        compared = getRuntimeContext().getMetricGroup().counter("compared");
    }

    @Override
    public void processElement1(ValueStreamChange change, Context context, Collector<Collision> out) throws Exception {
        ValueStreamChange known = changes.get(change.changeId());
        boolean stale = known != null && (known.events() > change.events() || known.equals(change));
        if (stale || (known == null && !change.reaches())) {
            return;
        }
        changes.put(change.changeId(), change);
        Set<String> near = new LinkedHashSet<>();
        for (ValueStreamChange revision : known == null ? List.of(change) : List.of(known, change)) {
            for (TimeSlot time : revision.timeSlots()) {
                if (time.takesTime()) {
                    changeDays.add(change.changeId(), time.start() - margin, time.end() + margin);
                    near.addAll(windowDays.near(time.start() - margin, time.end() + margin));
                }
            }
        }
        for (String windowId : near) {
            compare(change, windows.get(windowId), context.timerService(), out);
        }
        dueAt(end(change) + retention, new Due(Subject.CHANGE, change.changeId()), context.timerService());
    }

    @Override
    public void processElement2(ValueStreamWindow window, Context context, Collector<Collision> out) throws Exception {
        List<ValueStreamWindow> known = windows.get(window.windowId());
        List<ValueStreamWindow> revisions = known == null ? new ArrayList<>() : new ArrayList<>(known);
        boolean seen = revisions.stream()
                .anyMatch(w -> w.entry().revision() == window.entry().revision());
        if (seen) {
            return;
        }
        revisions.add(window);
        revisions.sort((a, b) -> Long.compare(a.entry().revision(), b.entry().revision()));
        windows.put(window.windowId(), revisions);
        Set<String> near = new LinkedHashSet<>();
        for (ValueStreamWindow revision : revisions) {
            windowDays.add(
                    window.windowId(),
                    revision.entry().start(),
                    revision.entry().end());
            near.addAll(changeDays.near(
                    revision.entry().start() - margin, revision.entry().end() + margin));
        }
        for (String changeId : near) {
            compare(changes.get(changeId), revisions, context.timerService(), out);
        }
        dueAt(end(revisions) + retention, new Due(Subject.WINDOW, window.windowId()), context.timerService());
    }

    private void compare(
            ValueStreamChange change, List<ValueStreamWindow> revisions, TimerService timers, Collector<Collision> out)
            throws Exception {
        if (change == null || revisions == null) {
            return;
        }
        compared.inc();
        update(change, revisions, timers.currentWatermark(), timers, out);
    }

    private void update(
            ValueStreamChange change,
            List<ValueStreamWindow> revisions,
            long now,
            TimerService timers,
            Collector<Collision> out)
            throws Exception {
        ValueStreamWindow latest = revisions.get(revisions.size() - 1);
        String name = Collision.name(change.changeId(), latest.windowId());
        Collision before = rows.get(name);
        Collision row = Collision.of(change, revisions, before != null, margin, now);
        if (row == null) {
            return;
        }
        if (before == null || !before.sameContent(row)) {
            rows.put(name, row);
            out.collect(row);
        }
        if (row.history().state() == CollisionState.OPEN) {
            dueAt(latest.entry().end() + margin, new Due(Subject.COLLISION, name), timers);
        }
    }

    /** Returns how many pairs of a change and a release window were compared. */
    long compared() {
        return compared.getCount();
    }

    private void dueAt(long time, Due what, TimerService timers) throws Exception {
        List<Due> known = due.get(time);
        List<Due> now = known == null ? new ArrayList<>() : new ArrayList<>(known);
        if (!now.contains(what)) {
            now.add(what);
            due.put(time, now);
        }
        timers.registerEventTimeTimer(time);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Collision> out) throws Exception {
        List<Due> now = due.get(timestamp);
        due.remove(timestamp);
        for (Due what : now == null ? List.<Due>of() : now) {
            switch (what.subject()) {
                case CHANGE -> forgetChange(what.id(), timestamp);
                case WINDOW -> forgetWindow(what.id(), timestamp);
                case COLLISION -> {
                    Collision row = rows.get(what.id());
                    if (row != null) {
                        var revisions = windows.get(row.window().windowId());
                        update(row.change(), revisions, timestamp, context.timerService(), out);
                    }
                }
            }
        }
    }

    private void forgetChange(String id, long now) throws Exception {
        ValueStreamChange change = changes.get(id);
        if (change == null || end(change) + retention > now) {
            return;
        }
        for (TimeSlot time : change.timeSlots()) {
            if (time.takesTime()) {
                changeDays.remove(id, time.start() - margin, time.end() + margin);
                for (String windowId : windowDays.near(time.start() - margin, time.end() + margin)) {
                    rows.remove(Collision.name(id, windowId));
                }
            }
        }
        changes.remove(id);
    }

    private void forgetWindow(String id, long now) throws Exception {
        List<ValueStreamWindow> revisions = windows.get(id);
        if (revisions == null || end(revisions) + retention > now) {
            return;
        }
        for (ValueStreamWindow revision : revisions) {
            CalendarEntry entry = revision.entry();
            windowDays.remove(id, entry.start(), entry.end());
            for (String changeId : changeDays.near(entry.start() - margin, entry.end() + margin)) {
                rows.remove(Collision.name(changeId, id));
            }
        }
        windows.remove(id);
    }

    private static long end(ValueStreamChange change) {
        return change.timeSlots().stream()
                .mapToLong(o -> o.takesTime() ? o.end() : o.knownAt())
                .max()
                .orElseThrow();
    }

    private static long end(List<ValueStreamWindow> revisions) {
        return revisions.stream().mapToLong(w -> w.entry().end()).max().orElseThrow();
    }
}
