package io.changelens.pipeline.calendar;

import io.changelens.core.calendar.Collision;
import io.changelens.core.calendar.ValueStreamChange;
import io.changelens.core.calendar.ValueStreamWindow;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.delivery.Change;
import io.changelens.schemas.ReleaseWindow;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Finds the collisions of changes with release windows. Both are routed to value streams and compared there. */
public final class CollisionTopology {

    private CollisionTopology() {}

    /**
     * Builds the topology.
     *
     * @param changes changes, each replacing the one with fewer events; they advance the watermark
     * @param windows revisions of release windows
     * @param catalogs catalog revisions as they arrive
     * @param known catalog revisions known from the start; at least one
     * @param settings settings of the job
     * @return collisions, each replacing the one with a lower revision
     */
    public static DataStream<Collision> build(
            DataStream<Change> changes,
            DataStream<ReleaseWindow> windows,
            DataStream<ValueStreamCatalog> catalogs,
            List<ValueStreamCatalog> known,
            Settings settings) {
        BroadcastStream<ValueStreamCatalog> revisions = catalogs.broadcast(CatalogFunction.REVISIONS);
        DataStream<ValueStreamChange> ofChanges = changes.connect(revisions)
                .process(new RouteChangesToCalendars(known), TypeInformation.of(ValueStreamChange.class))
                .uid("route-changes-to-calendars")
                .name("route changes to calendars");
        DataStream<ValueStreamWindow> ofWindows = windows.connect(revisions)
                .process(new RouteWindowsToCalendars(known), TypeInformation.of(ValueStreamWindow.class))
                .uid("route-windows-to-calendars")
                .name("route windows to calendars");
        return ofChanges
                .keyBy(ValueStreamChange::valueStream, Types.STRING)
                .connect(ofWindows.keyBy(ValueStreamWindow::valueStream, Types.STRING))
                .process(new FindCollisions(settings), TypeInformation.of(Collision.class))
                .uid("find-collisions")
                .name("find collisions");
    }
}
