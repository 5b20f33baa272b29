package io.changelens.pipeline.calendar;

import io.changelens.core.calendar.CalendarEntry;
import io.changelens.core.calendar.ValueStreamWindow;
import io.changelens.core.catalog.CatalogHistory;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.schemas.ReleaseWindow;
import io.changelens.schemas.ValueStream;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.List;
import org.apache.flink.util.Collector;

/** Sends each release window to every value stream, with a flag whether it protects that value stream. */
final class RouteWindowsToCalendars extends CatalogFunction<ReleaseWindow, ValueStreamWindow> {

    RouteWindowsToCalendars(List<ValueStreamCatalog> known) {
        super(known);
    }

    @Override
    protected void process(ReleaseWindow window, CatalogHistory catalogs, Collector<ValueStreamWindow> out) {
        long start = window.getStartsAt().toEpochMilli();
        long announcedAt = window.getAnnouncedAt() == null
                ? Long.MIN_VALUE
                : window.getAnnouncedAt().toEpochMilli();
        for (ValueStream stream : catalogs.at(start).catalog().getValueStreams()) {
            boolean holds = !window.getCancelled() && window.getValueStreams().contains(stream.getId());
            out.collect(new ValueStreamWindow(
                    stream.getId(),
                    window.getWindowId(),
                    new CalendarEntry(
                            window.getRevision(),
                            announcedAt,
                            start,
                            window.getEndsAt().toEpochMilli(),
                            holds),
                    window.getKind().name(),
                    window.getTitle(),
                    window.getImportance(),
                    window.getExpectedLearners()));
        }
    }
}
