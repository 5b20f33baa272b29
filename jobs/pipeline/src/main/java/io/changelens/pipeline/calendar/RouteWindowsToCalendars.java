package io.changelens.pipeline.calendar;

import io.changelens.core.calendar.CalendarEntry;
import io.changelens.core.calendar.Protection;
import io.changelens.core.calendar.ValueStreamWindow;
import io.changelens.schemas.ReleaseWindow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Sends each revision of a release window to every value stream that some revision of it names, with a flag whether this
 * revision protects it.
 *
 * <p>State by release window: its revisions, until {@code delivery.retention} has passed since its last end.
 */
final class RouteWindowsToCalendars extends KeyedProcessFunction<String, ReleaseWindow, ValueStreamWindow> {

    private final long retention;
    private transient MapState<Long, ReleaseWindow> revisions;

    /**
     * Creates a function.
     *
     * @param retention time after its end for which a release window is kept, milliseconds
     */
    RouteWindowsToCalendars(long retention) {
        this.retention = retention;
    }

    @Override
    public void open(OpenContext context) {
        revisions = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("revisions", Types.LONG, new AvroTypeInfo<>(ReleaseWindow.class)));
    }

    @Override
    public void processElement(ReleaseWindow window, Context context, Collector<ValueStreamWindow> out)
            throws Exception {
        if (revisions.contains(window.getRevision())) {
            return;
        }
        List<ReleaseWindow> before = new ArrayList<>();
        Set<String> named = new HashSet<>();
        for (ReleaseWindow revision : revisions.values()) {
            before.add(revision);
            named.addAll(revision.getValueStreams());
        }
        revisions.put(window.getRevision(), window);
        context.timerService().registerEventTimeTimer(window.getEndsAt().toEpochMilli() + retention);
        for (String stream : window.getValueStreams()) {
            if (named.add(stream)) {
                before.forEach(revision -> out.collect(of(revision, stream)));
            }
        }
        named.forEach(stream -> out.collect(of(window, stream)));
    }

    private static ValueStreamWindow of(ReleaseWindow window, String stream) {
        long announcedAt = window.getAnnouncedAt() == null
                ? Long.MIN_VALUE
                : window.getAnnouncedAt().toEpochMilli();
        return new ValueStreamWindow(
                stream,
                window.getWindowId(),
                new CalendarEntry(
                        window.getRevision(),
                        announcedAt,
                        window.getStartsAt().toEpochMilli(),
                        window.getEndsAt().toEpochMilli(),
                        protection(window, stream)),
                window.getKind().name(),
                window.getTitle(),
                window.getImportance(),
                window.getExpectedLearners());
    }

    private static Protection protection(ReleaseWindow window, String stream) {
        if (window.getCancelled()) {
            return Protection.CANCELLED;
        }
        return window.getValueStreams().contains(stream) ? Protection.PROTECTS : Protection.PROTECTS_OTHERS;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ValueStreamWindow> out) throws Exception {
        for (ReleaseWindow revision : revisions.values()) {
            if (revision.getEndsAt().toEpochMilli() + retention > timestamp) {
                return;
            }
        }
        revisions.clear();
    }
}
